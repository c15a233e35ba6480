using CcDemo.KafkaClient;

namespace CcDemo.Consumer.Kafka;

/// <summary>The door of this folder.</summary>
internal static class KafkaExtensions
{
    public static void AddKafkaConsumer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BrokerTokens>();
        builder.Services.AddSingleton<KafkaHealth>();
        builder.Services.AddSingleton<KafkaConsumerFactory>();
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeadLetters>());
        builder.Services.AddHostedService<MessageReceiver>();
        builder.Services.AddHealthChecks().AddCheck<KafkaHealth>("kafka").AddCheck<DeadLetters>("dead-letters");
    }
}
