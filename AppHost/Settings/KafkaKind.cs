namespace CcDemo.AppHost;

/// <summary>Which brokers a deployed application uses: the parameter <c>kafka</c>, in kebab case.</summary>
internal enum KafkaKind
{
    /// <summary><c>strimzi</c>: a cluster that the Strimzi operator runs in the same namespace; its storage goes with its pods.</summary>
    Strimzi,

    /// <summary><c>strimzi-persistent</c>: likewise, on persistent volumes.</summary>
    StrimziPersistent,

    /// <summary><c>event-hubs</c>: the Kafka endpoint of an Azure Event Hubs namespace, with the pods' workload identity.</summary>
    EventHubs,

    /// <summary><c>external</c>: brokers that are there already, at <c>kafka-bootstrap</c>.</summary>
    External,
}
