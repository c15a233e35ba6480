namespace CcDemo.AppHost;

/// <summary>The names that the published files, the steps that apply them and the programs in them agree on.</summary>
internal static class PublishedNames
{
    /// <summary>The file with the namespace and the service account.</summary>
    public const string NamespaceFile = "namespace.yaml";

    /// <summary>The file with the brokers and the topics; absent when the brokers are not Strimzi's.</summary>
    public const string KafkaFile = "kafka.yaml";

    /// <summary>The file with the confidential pod and its service: the one that is measured.</summary>
    public const string ConsumerFile = "consumer.yaml";

    /// <summary>The file with the counter-proof.</summary>
    public const string ConsumerPlainFile = "consumer-plain.yaml";

    /// <summary>The file with the producer.</summary>
    public const string ProducerFile = "producer.yaml";

    /// <summary>The file with the network policies.</summary>
    public const string NetworkPoliciesFile = "network-policies.yaml";

    /// <summary>The file with the public key, written by <c>setup-key</c>: the ConfigMap <see cref="MessageKeyConfigMap"/>.</summary>
    public const string MessageKeyFile = "message-key.yaml";

    /// <summary>The file that lists the others for <c>kubectl apply -k</c>.</summary>
    public const string KustomizationFile = "kustomization.yaml";

    /// <summary>The parameters of <c>deploy/main.bicep</c>.</summary>
    public const string BicepParametersFile = "main.parameters.json";

    /// <summary>What is left to do, in order.</summary>
    public const string NextStepsFile = "NEXT-STEPS.md";

    /// <summary>The digests of the images, written by <c>push-images</c> and taken up by <c>publish</c>.</summary>
    public const string ImagesFile = "images.json";

    /// <summary>The key's release policy, written by <c>measure</c>.</summary>
    public const string ReleasePolicyFile = "release-policy.json";

    /// <summary>The host data of the confidential pod, 64 hex digits, written by <c>measure</c>.</summary>
    public const string HostDataFile = "consumer.host-data";

    /// <summary>The ConfigMap with the files <c>Producer__PublicKey</c> and <c>Producer__KeyId</c>.</summary>
    public const string MessageKeyConfigMap = "message-key";

    /// <summary>The Secret, made by <c>deploy</c>, with the browser token of the consumer's page in <see cref="BrowserTokenKey"/>.</summary>
    public const string BrowserTokenSecret = "consumer-browser-token";

    /// <summary>The key in that Secret, and the name of the file it is mounted as.</summary>
    public const string BrowserTokenKey = "token";

    /// <summary>The label that everything published carries: <c>app.kubernetes.io/part-of</c>.</summary>
    public const string PartOf = "ccdemo";

    /// <summary>The deployment and the service of the attested consumer.</summary>
    public const string Consumer = "consumer";

    /// <summary>The deployment and the service of the counter-proof.</summary>
    public const string ConsumerPlain = "consumer-plain";

    /// <summary>The deployment and the service of the producer.</summary>
    public const string Producer = "producer";
}
