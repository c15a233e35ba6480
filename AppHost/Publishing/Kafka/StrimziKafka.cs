using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>Strimzi's <c>Kafka</c> (kafka.strimzi.io/v1), as far as CcDemo uses it.</summary>
internal sealed class StrimziKafka : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = StrimziCluster.ApiVersion;

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Kafka";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public KafkaSpec Spec { get; set; } = new();

    internal sealed class KafkaSpec
    {
        [JsonPropertyName("kafka")]
        public Brokers Kafka { get; set; } = new();

        [JsonPropertyName("entityOperator")]
        public Operators EntityOperator { get; set; } = new();
    }

    internal sealed class Brokers
    {
        [JsonPropertyName("listeners")]
        public IList<Listener> Listeners { get; set; } = [];

        [JsonPropertyName("config")]
        public IDictionary<string, object> Config { get; set; } = new Dictionary<string, object>();
    }

    internal sealed class Listener
    {
        [JsonPropertyName("name")]
        public string Name { get; set; } = "";

        [JsonPropertyName("port")]
        public int Port { get; set; }

        [JsonPropertyName("type")]
        public string Type { get; set; } = "internal";

        [JsonPropertyName("tls")]
        public bool Tls { get; set; }
    }

    /// <summary>Topics as Kubernetes objects; no users.</summary>
    internal sealed class Operators
    {
        [JsonPropertyName("topicOperator")]
        public IDictionary<string, object> TopicOperator { get; set; } = new Dictionary<string, object>();
    }
}
