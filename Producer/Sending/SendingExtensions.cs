using CcDemo.MessageEncryption;
using CcDemo.Producer.Settings;
using CcDemo.Producer.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Sending;

/// <summary>The door of this folder.</summary>
internal static class SendingExtensions
{
    public static void AddSending(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ProducerTelemetry>();
        builder.Services.AddSingleton<MessageSender>();
        builder.Services.AddSingleton(CreateSealer);
    }

    private static IMessageSealer CreateSealer(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ProducerOptions>>().Value;
        var key = PublicKeySetting.TryRead(options.PublicKey, out var problem) ?? throw new InvalidOperationException(problem);
        return MessageFormats.TryParse(options.Format, out var format) && format == MessageFormat.RsaOaep
            ? new RsaOaepSealer(key)
            : new JweSealer(key, options.KeyId, options.Topic, time: services.GetRequiredService<TimeProvider>());
    }
}
