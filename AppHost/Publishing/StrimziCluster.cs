namespace CcDemo.AppHost;

/// <summary>The names of the Kafka cluster that the Strimzi operator runs.</summary>
internal static class StrimziCluster
{
    /// <summary>The cluster's name; Strimzi derives the names of its services from it.</summary>
    public const string Name = "my-cluster";

    /// <summary>The port of the listener inside the cluster.</summary>
    public const int Port = 9092;
}
