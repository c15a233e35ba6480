using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>Strimzi's <c>KafkaNodePool</c> (kafka.strimzi.io/v1): nodes of a cluster in KRaft mode, and their storage.</summary>
internal sealed class StrimziKafkaNodePool : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = StrimziCluster.ApiVersion;

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "KafkaNodePool";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public NodePoolSpec Spec { get; set; } = new();

    internal sealed class NodePoolSpec
    {
        [JsonPropertyName("replicas")]
        public int Replicas { get; set; } = 1;

        [JsonPropertyName("roles")]
        public IList<string> Roles { get; set; } = [];

        [JsonPropertyName("storage")]
        public Storage Storage { get; set; } = new();
    }

    internal sealed class Storage
    {
        [JsonPropertyName("type")]
        public string Type { get; set; } = "jbod";

        [JsonPropertyName("volumes")]
        public IList<StorageVolume> Volumes { get; set; } = [];
    }

    internal sealed class StorageVolume
    {
        [JsonPropertyName("id")]
        public int Id { get; set; }

        [JsonPropertyName("type")]
        public string Type { get; set; } = "";

        [JsonPropertyName("size")]
        public string? Size { get; set; }

        [JsonPropertyName("deleteClaim")]
        public bool? DeleteClaim { get; set; }

        [JsonPropertyName("kraftMetadata")]
        public string KraftMetadata { get; set; } = "shared";
    }
}
