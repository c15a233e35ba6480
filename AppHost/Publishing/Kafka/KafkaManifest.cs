using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>The brokers and the topics, for the Strimzi operator: one node in KRaft mode.</summary>
internal static class KafkaManifest
{
    private const int Partitions = 3;
    private const long Week = 7L * 24 * 60 * 60 * 1000;

    /// <summary>The manifest; null when the brokers are not Strimzi's.</summary>
    public static string? Create(DeploymentSettings settings) => settings.Kafka switch
    {
        KafkaKind.Strimzi => Create(settings, new() { Type = "ephemeral" }, "The node, with storage that goes with its pod. Parameter kafka=strimzi-persistent keeps it on a volume."),
        KafkaKind.StrimziPersistent => Create(
            settings,
            new() { Type = "persistent-claim", Size = "10Gi", DeleteClaim = false },
            "The node, on a volume that stays when the cluster goes; the size may be changed."),
        _ => null,
    };

    private static string Create(DeploymentSettings settings, StrimziKafkaNodePool.StorageVolume volume, string storage) => ManifestYaml.Write(
        "The brokers and the topics. Needs the Strimzi operator in this namespace.",
        new ManifestDocument(
            new StrimziKafkaNodePool
            {
                Metadata = Metadata("dual-role", settings),
                Spec = new() { Roles = ["controller", "broker"], Storage = new() { Volumes = [volume] } },
            },
            new()
            {
                ["spec.replicas"] = "May be changed, together with the replication factors below.",
                ["spec.storage"] = storage,
            }),
        new ManifestDocument(
            new StrimziKafka
            {
                Metadata = Metadata(StrimziCluster.Name, settings, isMember: false),
                Spec = new()
                {
                    Kafka = new()
                    {
                        Listeners = [new() { Name = "plain", Port = StrimziCluster.Port }],
                        Config = new SortedDictionary<string, object>(StringComparer.Ordinal)
                        {
                            ["default.replication.factor"] = 1,
                            ["min.insync.replicas"] = 1,
                            ["offsets.topic.replication.factor"] = 1,
                            ["transaction.state.log.min.isr"] = 1,
                            ["transaction.state.log.replication.factor"] = 1,
                        },
                    },
                },
            },
            new()
            {
                ["spec.kafka.listeners"] = "Without TLS inside the cluster, as in the original demo: the messages are sealed before they are sent.",
                ["spec.kafka.config"] = "For one node; with three, 3 and 2.",
            }),
        new ManifestDocument(Topic(settings.Topic, settings), new() { ["spec.partitions"] = "May be raised: as many consumers can share the work." }),
        new ManifestDocument(Topic($"{settings.Topic}-dlq", settings), new() { ["spec.topicName"] = "Where messages go that cannot be opened." }));

    private static StrimziKafkaTopic Topic(string topic, DeploymentSettings settings) => new()
    {
        Metadata = Metadata(KubernetesName(topic), settings),
        Spec = new() { TopicName = topic, Partitions = Partitions, Config = new Dictionary<string, object> { ["retention.ms"] = Week } },
    };

    private static V1ObjectMeta Metadata(string name, DeploymentSettings settings, bool isMember = true)
    {
        var labels = Labels.Application;
        if (isMember)
        {
            labels[StrimziCluster.Label] = StrimziCluster.Name;
        }

        return new V1ObjectMeta { Name = name, NamespaceProperty = settings.Namespace, Labels = labels };
    }

    /// <summary>A topic's name may have what a Kubernetes name may not: upper case, underscores, dots at its ends.</summary>
    private static string KubernetesName(string topic)
        => string.Concat(topic.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? char.ToLowerInvariant(c) : '-')).Trim('-') is { Length: > 0 } name
            ? name
            : "topic";
}
