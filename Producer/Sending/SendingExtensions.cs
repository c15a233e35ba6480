using CcDemo.MessageEncryption;
using CcDemo.Producer.Telemetry;

namespace CcDemo.Producer.Sending;

/// <summary>The door of this folder.</summary>
internal static class SendingExtensions
{
    public static void AddSending(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ProducerTelemetry>();
        builder.Services.AddSingleton<MessageSender>();
        builder.Services.AddSingleton<PostedMessages>();
        builder.Services.AddSingleton<RotatingSealer>();
        builder.Services.AddSingleton<IMessageSealer>(services => services.GetRequiredService<RotatingSealer>());
    }
}
