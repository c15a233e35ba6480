using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.KafkaClient;

/// <summary>Where the brokers are and how to talk to them; any setting of librdkafka passes through from <c>Kafka:Client</c>.</summary>
public static class KafkaClientSettings
{
    /// <summary>The client's settings: the defaults given, then the brokers, then <c>Kafka:Client:*</c>.</summary>
    /// <exception cref="OptionsValidationException">No brokers are named, or settings cannot be meant together: with a sentence that names the setting.</exception>
    public static Dictionary<string, string> Read(IConfiguration configuration, Dictionary<string, string> defaults)
    {
        var own = Own(configuration);
        var settings = new Dictionary<string, string>(defaults);
        foreach (var (name, value) in own)
        {
            settings.Remove(SettingName.Canonical(name));
            settings.Remove(SettingName.Usual(name));
            settings[SettingName.Usual(name)] = value;
        }

        AddBrokers(configuration, own, settings);
        if (SecuritySettings.Problem(own, configuration[BrokerTokens.ScopeSetting]) is { } problem)
        {
            throw Wrong(problem);
        }

        if (TimeProblem(settings, own) is { } time)
        {
            throw Wrong(time);
        }

        return settings;
    }

    /// <summary>
    /// Likewise for a client that sends. Messages under one content key begin alike, which lz4 takes off for less than it costs
    /// to send (docs/performance.md); Event Hubs does not take lz4.
    /// </summary>
    /// <exception cref="OptionsValidationException">As for <see cref="Read"/>.</exception>
    public static Dictionary<string, string> ReadForProducer(IConfiguration configuration, Dictionary<string, string> defaults)
    {
        var settings = Read(configuration, defaults);
        settings.TryAdd("compression.type", settings[SettingName.Servers].Contains(".servicebus.", StringComparison.OrdinalIgnoreCase) ? "none" : "lz4");
        return settings;
    }

    /// <summary>Refuses settings that the program itself decides over.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="decided">librdkafka's names, and for each the end of a sentence that says what decides.</param>
    /// <exception cref="OptionsValidationException">One of them is set.</exception>
    public static void Refuse(IConfiguration configuration, IEnumerable<(string Name, string Reason)> decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var own = Own(configuration);
        foreach (var (name, reason) in decided)
        {
            if (own.Keys.FirstOrDefault(key => SettingName.Canonical(key) == SettingName.Canonical(name)) is { } key)
            {
                throw Wrong($"{SettingName.Full(key)} cannot be set: {reason}");
            }
        }
    }

    /// <summary>Makes a client; what it says against its settings becomes a sentence that names them.</summary>
    /// <exception cref="OptionsValidationException">The client refuses its settings.</exception>
    public static T Build<T>(IConfiguration configuration, Func<T> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or KafkaException)
        {
            throw Wrong(SettingName.Explain(e.Message, [.. Own(configuration).Keys]));
        }
    }

    /// <summary>What a client that refuses its settings is reported as.</summary>
    public static OptionsValidationException Wrong(string sentence) => new("Kafka", typeof(KafkaClientSettings), [sentence]);

    /// <summary>What was set under <c>Kafka:Client</c>, by librdkafka's names.</summary>
    private static Dictionary<string, string> Own(IConfiguration configuration)
    {
        var own = new Dictionary<string, string>();
        foreach (var setting in configuration.GetSection(SettingName.Section).GetChildren())
        {
            if (setting.Value is null)
            {
                throw Wrong($"{setting.Path} is a section, not a setting: librdkafka's names have dots, as in {SettingName.Full("ssl.ca.location")}.");
            }

            if (own.Keys.FirstOrDefault(name => SettingName.Canonical(name) == SettingName.Canonical(setting.Key)) is { } other && own[other] != setting.Value)
            {
                throw Wrong($"{setting.Path} and {SettingName.Full(other)} are two names of one setting, and differ: leave one out.");
            }

            own[setting.Key] = setting.Value;
        }

        return own;
    }

    private static void AddBrokers(IConfiguration configuration, Dictionary<string, string> own, Dictionary<string, string> settings)
    {
        var clients = own.Keys.FirstOrDefault(name => SettingName.Usual(name) == SettingName.Servers);
        var named = configuration.GetConnectionString("kafka") is { Length: > 0 } ? SettingName.ConnectionString : configuration[SettingName.OriginalBrokers] is { Length: > 0 } ? SettingName.OriginalBrokers : null;
        if (clients is not null && named is not null && own[clients] != configuration[named])
        {
            throw Wrong($"{SettingName.Full(clients)} and {named} name different brokers: leave one out.");
        }

        var setting = clients is null ? named : SettingName.Full(clients);
        if (setting is null || string.IsNullOrWhiteSpace(configuration[setting]))
        {
            throw Wrong($"No Kafka brokers are named: set {SettingName.Brokers} to host:port[,host:port].");
        }

        settings[SettingName.Servers] = configuration[setting]!;
        if (BrokerAddresses.Problem(setting, configuration[setting]!) is { } problem)
        {
            throw Wrong(problem);
        }
    }

    /// <summary>A member that is given up before its next sign of life never stays in its group; the client does not mind.</summary>
    private static string? TimeProblem(Dictionary<string, string> settings, Dictionary<string, string> own)
    {
        const string Session = "session.timeout.ms";
        const string Heartbeat = "heartbeat.interval.ms";
        return (own.ContainsKey(Session) || own.ContainsKey(Heartbeat))
            && int.TryParse(settings.GetValueOrDefault(Session), out var session) && int.TryParse(settings.GetValueOrDefault(Heartbeat), out var heartbeat) && heartbeat >= session
                ? $"{SettingName.Full(Heartbeat)} ({heartbeat}) has to be less than {SettingName.Full(Session)} ({session})."
                : null;
    }
}
