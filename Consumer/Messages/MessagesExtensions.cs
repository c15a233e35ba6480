using CcDemo.Consumer.Settings;
using CcDemo.MessageEncryption;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Messages;

/// <summary>The door of this folder.</summary>
internal static class MessagesExtensions
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeSignal>();
        builder.Services.AddSingleton<Throughput>();
        builder.Services.AddSingleton<ActivityHistory>();
        builder.Services.AddSingleton<MessageBoard>();
        builder.Services.AddSingleton<MessageUnsealing>();
        builder.Services.AddSingleton<MessageIntake>();
        builder.Services.AddSingleton<MessageKeyring>();
        builder.Services.AddSingleton(services => new MessageOpener(
            services.GetRequiredService<MessageKeyring>(),
            services.GetRequiredService<IOptions<ConsumerOptions>>().Value.Topic,
            time: services.GetRequiredService<TimeProvider>()));
    }
}
