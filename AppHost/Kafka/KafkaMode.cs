namespace CcDemo.AppHost;

/// <summary>Where the broker of a local run comes from: the setting <c>Kafka:Mode</c>.</summary>
internal enum KafkaMode
{
    /// <summary>A broker inside the AppHost.</summary>
    Embedded,

    /// <summary>A cluster that is there already: <c>ConnectionStrings:kafka</c>, and <c>Kafka:Client:*</c> for TLS and SASL.</summary>
    External,
}
