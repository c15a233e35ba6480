using CcDemo.KafkaClient;

namespace CcDemo.Producer.Kafka;

/// <summary>The door of this folder.</summary>
internal static class KafkaExtensions
{
    public static void AddKafkaProducer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BrokerTokens>();
        builder.Services.AddSingleton<KafkaHealth>();
        builder.Services.AddSingleton<KafkaProducer>();
        builder.Services.AddHealthChecks().AddCheck<KafkaHealth>("kafka");
    }
}
