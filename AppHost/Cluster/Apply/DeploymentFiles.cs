namespace CcDemo.AppHost;

/// <summary>The files of the output folder that are applied, in their order.</summary>
internal static class DeploymentFiles
{
    /// <summary>The annotations that carry the measured policy of a confidential pod, by profile.</summary>
    private static readonly Dictionary<DeploymentProfile, string[]> _policyAnnotations = new()
    {
        [DeploymentProfile.AksKataCc] = ["io.katacontainers.config.agent.policy"],
        [DeploymentProfile.AciVirtualNodes] = ["microsoft.containerinstance.virtualnode.ccepolicy"],
        [DeploymentProfile.Coco] = ["io.katacontainers.config.hypervisor.cc_init_data", "io.katacontainers.config.runtime.cc_init_data", "io.katacontainers.config.agent.policy"],
    };

    /// <summary>The objects of all files, in the order in which they are applied.</summary>
    /// <exception cref="DistributedApplicationException">A file is missing, is not what it should be, or is not measured; the sentence names the step that writes it.</exception>
    public static async Task<IReadOnlyList<ClusterObject>> ReadAsync(OutputFolder folder, DeploymentSettings settings, CancellationToken ct)
    {
        var missing = new List<string>();
        var objects = new List<ClusterObject>();

        foreach (var name in Names(settings))
        {
            if (await folder.ReadAsync(name, ct) is { } yaml)
            {
                objects.AddRange(ManifestObjects.Parse(yaml, name).Select(content => Place(content, name, settings)));
            }
            else
            {
                missing.Add($"'{folder.PathOf(name)}' is not there: the step '{WriterOf(name)}' writes it.");
            }
        }

        if (missing.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, missing));
        }

        RequirePolicy(objects, settings);
        return objects;
    }

    private static IEnumerable<string> Names(DeploymentSettings settings) =>
    [
        PublishedNames.NamespaceFile,
        .. settings.Kafka is KafkaKind.Strimzi or KafkaKind.StrimziPersistent ? [PublishedNames.KafkaFile] : Array.Empty<string>(),
        PublishedNames.MessageKeyFile,
        PublishedNames.NetworkPoliciesFile,
        PublishedNames.ConsumerFile,
        PublishedNames.ConsumerPlainFile,
        PublishedNames.ProducerFile,
    ];

    private static string WriterOf(string name) => name == PublishedNames.MessageKeyFile ? StepNames.SetupKey : StepNames.PublishManifests;

    /// <summary>An object goes into the namespace of the settings and into no other: what is deployed elsewhere would not be taken down.</summary>
    private static ClusterObject Place(ClusterObject content, string name, DeploymentSettings settings)
        => content.Kind == "Namespace" ? content.Name == settings.Namespace ? content : throw Misplaced(name, content, content.Name, settings)
            : content.Namespace == settings.Namespace ? content
            : throw Misplaced(name, content, content.Namespace ?? "none", settings);

    private static DistributedApplicationException Misplaced(string name, ClusterObject content, string ns, DeploymentSettings settings)
        => new($"'{name}' has {content} in the namespace '{ns}', but Parameters:namespace is '{settings.Namespace}': do {WriterOf(name)} again, or give the namespace that the files were published for.");

    private static void RequirePolicy(List<ClusterObject> objects, DeploymentSettings settings)
    {
        var consumer = objects.FirstOrDefault(content => content is { Kind: "Deployment" or "Pod", Name: PublishedNames.Consumer })
            ?? throw new DistributedApplicationException($"'{PublishedNames.ConsumerFile}' holds no Deployment '{PublishedNames.Consumer}': do {StepNames.PublishManifests} again.");
        var annotations = consumer.Kind == "Pod"
            ? consumer.Content.At("metadata", "annotations")
            : consumer.Content.At("spec", "template", "metadata", "annotations");

        if (!_policyAnnotations[settings.Profile].Any(name => annotations.Text(name) is { Length: > 0 }))
        {
            throw new DistributedApplicationException(
                $"'{PublishedNames.ConsumerFile}' carries no policy (annotation {_policyAnnotations[settings.Profile][0]}), so its pod would not be the measured one and the key would be refused: do {StepNames.Measure}.");
        }
    }
}
