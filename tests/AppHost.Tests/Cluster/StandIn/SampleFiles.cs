namespace CcDemo.AppHost.Tests;

/// <summary>An output folder as <c>publish</c>, <c>measure</c> and <c>setup-key</c> leave it, with small objects.</summary>
internal sealed class SampleFiles : IDisposable
{
    public const string Namespace = "kafka";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-files-");

    public SampleFiles()
    {
        Write(PublishedNames.NamespaceFile, """
            apiVersion: v1
            kind: Namespace
            metadata: { name: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
            ---
            # The identity that may release the key.
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: workload-identity-sa, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
            automountServiceAccountToken: false
            """);
        Write(PublishedNames.KafkaFile, """
            apiVersion: kafka.strimzi.io/v1
            kind: Kafka
            metadata: { name: my-cluster, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
            spec: { kafka: { version: "4.1.0" } }
            ---
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaTopic
            metadata: { name: kafka-demo-topic, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo, strimzi.io/cluster: my-cluster } }
            spec: { partitions: 3 }
            """);
        Write(PublishedNames.MessageKeyFile, """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: message-key, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
            data: { Producer__KeyId: kafka-demo-key/1 }
            """);
        Write(PublishedNames.NetworkPoliciesFile, """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: consumer, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
            spec: { podSelector: { matchLabels: { app.kubernetes.io/name: consumer } } }
            """);
        Write(PublishedNames.ConsumerFile, Deployment("consumer", "io.katacontainers.config.agent.policy: cGFja2FnZSBwb2xpY3k=") + Service("consumer", "LoadBalancer"));
        Write(PublishedNames.ConsumerPlainFile, Deployment("consumer-plain", "a: b") + Service("consumer-plain", "ClusterIP"));
        Write(PublishedNames.ProducerFile, Deployment("producer", "a: b"));
    }

    public OutputFolder Folder => new(_folder.FullName);

    public string FullName => _folder.FullName;

    public static DeploymentSettings Settings(params (string Name, string Value)[] parameters)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();

        foreach (var (name, value) in parameters)
        {
            configuration[$"Parameters:{name}"] = value;
        }

        return DeploymentSettingsReader.Read(configuration);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    public void Replace(string name, string before, string after)
        => Write(name, File.ReadAllText(Path.Combine(_folder.FullName, name)).Replace(before, after, StringComparison.Ordinal));

    public void Delete(string name) => File.Delete(Path.Combine(_folder.FullName, name));

    private static string Deployment(string name, string annotation) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo, app.kubernetes.io/name: {{name}} } }
        spec:
          replicas: 1
          template:
            metadata:
              labels: { app.kubernetes.io/part-of: ccdemo, app.kubernetes.io/name: {{name}} }
              annotations: { {{annotation}} }
            spec:
              containers:
                - name: {{name}}
                  image: reg.example/{{name}}:0.1.0
                  env:
                    - { name: TOPIC, value: kafka-demo-topic }

        """;

    private static string Service(string name, string type) => $$"""
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}}, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }
        spec: { type: {{type}}, ports: [{ name: http, port: 80, targetPort: 3333 }] }

        """;
}
