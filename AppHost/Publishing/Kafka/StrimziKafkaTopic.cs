using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>Strimzi's <c>KafkaTopic</c> (kafka.strimzi.io/v1).</summary>
internal sealed class StrimziKafkaTopic : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = StrimziCluster.ApiVersion;

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "KafkaTopic";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public TopicSpec Spec { get; set; } = new();

    internal sealed class TopicSpec
    {
        [JsonPropertyName("topicName")]
        public string TopicName { get; set; } = "";

        [JsonPropertyName("partitions")]
        public int Partitions { get; set; }

        [JsonPropertyName("replicas")]
        public int Replicas { get; set; } = 1;

        [JsonPropertyName("config")]
        public IDictionary<string, object> Config { get; set; } = new Dictionary<string, object>();
    }
}
