namespace CcDemo.AppHost;

/// <summary>The names of the Kafka cluster that the Strimzi operator runs.</summary>
internal static class StrimziCluster
{
    /// <summary>The group of Strimzi's kinds.</summary>
    public const string ApiGroup = "kafka.strimzi.io";

    /// <summary>The version of Strimzi's objects, served since Strimzi 0.49.</summary>
    public const string ApiVersion = $"{ApiGroup}/v1";

    /// <summary>The label by which an object belongs to a cluster; Strimzi puts it on the cluster's pods as well.</summary>
    public const string Label = "strimzi.io/cluster";

    /// <summary>The cluster's name; Strimzi derives the names of its services from it.</summary>
    public const string Name = "my-cluster";

    /// <summary>The port of the listener inside the cluster.</summary>
    public const int Port = 9092;
}
