namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>The types of the objects that KubernetesClient does not know by itself.</summary>
internal static class KubernetesTypes
{
    public static Dictionary<string, Type> Map { get; } = new()
    {
        ["kafka.strimzi.io/v1/Kafka"] = typeof(StrimziKafka),
        ["kafka.strimzi.io/v1/KafkaNodePool"] = typeof(StrimziKafkaNodePool),
        ["kafka.strimzi.io/v1/KafkaTopic"] = typeof(StrimziKafkaTopic),
    };
}
