using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Settings;

/// <summary>The settings: the section <c>Consumer</c>, and below it the names of the original program.</summary>
internal static class SettingsExtensions
{
    private static readonly (string Original, string Setting)[] OriginalNames =
    [
        ("TOPIC", nameof(ConsumerOptions.Topic)),
        ("CONSUMERGROUP", nameof(ConsumerOptions.Group)),
        ("SkrClientMAAEndpoint", nameof(ConsumerOptions.MaaEndpoint)),
        ("SkrClientAKVEndpoint", nameof(ConsumerOptions.AkvEndpoint)),
        ("SkrClientKID", nameof(ConsumerOptions.KeyId)),
    ];

    /// <summary>A line for every request says nothing that a trace does not say better.</summary>
    private static readonly KeyValuePair<string, string?>[] QuietLogs =
    [
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
    ];

    public static void AddConsumerSettings(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, Defaults(builder.Configuration));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<IValidateOptions<ConsumerOptions>, ConsumerOptionsValidator>();
        builder.Services.AddOptions<ConsumerOptions>().BindConfiguration(ConsumerOptions.Section).ValidateOnStart();

        // Pages that are being followed would otherwise hold up the end of the program.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        if (string.IsNullOrEmpty(builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"]))
        {
            builder.WebHost.UseUrls("http://*:3333");
        }
    }

    /// <summary>Checks every setting now, so that a wrong one ends the program with its sentence alone.</summary>
    public static void CheckSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.Services.GetRequiredService<Kafka.KafkaConsumerFactory>().Check();
        }
        catch (InvalidOperationException e) when (e.InnerException is ArgumentException or FormatException)
        {
            throw new OptionsValidationException(ConsumerOptions.Section, typeof(ConsumerOptions), [e.Message]);
        }
    }

    /// <summary>Below every other source, so that whatever is set elsewhere wins.</summary>
    private static MemoryConfigurationSource Defaults(ConfigurationManager configuration) => new()
    {
        InitialData = QuietLogs.Concat(OriginalNames
            .Where(name => !string.IsNullOrEmpty(configuration[name.Original]))
            .Select(name => KeyValuePair.Create($"{ConsumerOptions.Section}:{name.Setting}", configuration[name.Original]))),
    };
}
