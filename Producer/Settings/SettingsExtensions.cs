using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Settings;

/// <summary>The settings: the section <c>Producer</c>, and below it the names of the original program.</summary>
internal static class SettingsExtensions
{
    /// <summary>
    /// A directory with one file for each setting, such as a mounted ConfigMap with <c>Producer__PublicKey</c> and
    /// <c>Producer__KeyId</c>. Its changes are followed while the program runs: that is how a key is rotated.
    /// </summary>
    private const string SettingsDirectory = "Producer:SettingsDirectory";

    private static readonly (string Original, string Setting)[] OriginalNames =
    [
        ("TOPIC", nameof(ProducerOptions.Topic)),
        ("MSG", nameof(ProducerOptions.Message)),
        ("PUBKEY", nameof(ProducerOptions.PublicKey)),
        ("RATE", nameof(ProducerOptions.Rate)),
        ("RATEDEVIATION", nameof(ProducerOptions.RateDeviation)),
        ("SENDDURATION", nameof(ProducerOptions.SendDuration)),
        ("SENDDURATIONDEVIATION", nameof(ProducerOptions.SendDurationDeviation)),
        ("RESTDURATION", nameof(ProducerOptions.RestDuration)),
        ("RESTDURATIONDEVIATION", nameof(ProducerOptions.RestDurationDeviation)),
    ];

    /// <summary>A line for every request says nothing that a trace does not say better.</summary>
    private static readonly KeyValuePair<string, string?>[] QuietLogs =
    [
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        // Whoever asks gets it as the answer; the log has it from KeyFollower already, once and not each time that somebody asks.
        new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Error"),
    ];

    public static void AddProducerSettings(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, Defaults(builder.Configuration));
        if (builder.Configuration[SettingsDirectory] is { Length: > 0 } directory)
        {
            builder.Configuration.AddKeyPerFile(Path.GetFullPath(directory), optional: true, reloadOnChange: true);
        }

        builder.Services.AddSingleton<IValidateOptions<ProducerOptions>, ProducerOptionsValidator>();
        builder.Services.AddOptions<ProducerOptions>().BindConfiguration(ProducerOptions.Section).ValidateOnStart();

        if (string.IsNullOrEmpty(builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"]))
        {
            builder.WebHost.UseUrls("http://*:3335");
        }
    }

    /// <summary>Checks every setting now, so that a wrong one ends the program with its sentence alone.</summary>
    public static void CheckSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            _ = app.Services.GetRequiredService<Keys.KeySources>();
            _ = app.Services.GetRequiredService<Kafka.KafkaProducer>();
        }
        catch (InvalidOperationException e) when (e.InnerException is ArgumentException or FormatException)
        {
            throw new OptionsValidationException(ProducerOptions.Section, typeof(ProducerOptions), [e.Message]);
        }
    }

    /// <summary>Below every other source, so that whatever is set elsewhere wins.</summary>
    private static MemoryConfigurationSource Defaults(ConfigurationManager configuration) => new()
    {
        InitialData = QuietLogs.Concat(OriginalNames
            .Where(name => !string.IsNullOrEmpty(configuration[name.Original]))
            .Select(name => KeyValuePair.Create($"{ProducerOptions.Section}:{name.Setting}", configuration[name.Original]))),
    };
}
