namespace CcDemo.Producer.Kafka;

/// <summary>The door of this folder.</summary>
internal static class KafkaExtensions
{
    public static void AddKafkaProducer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KafkaProducer>();
        builder.Services.AddHealthChecks().AddCheck<KafkaHealthCheck>("kafka");
    }
}
