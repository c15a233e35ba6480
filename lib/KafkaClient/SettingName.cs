using System.Text.RegularExpressions;

namespace CcDemo.KafkaClient;

/// <summary>The names of librdkafka's settings: some have two, and the client may complain under the one that was not used.</summary>
internal static partial class SettingName
{
    public const string Section = "Kafka:Client";
    public const string Servers = "bootstrap.servers";

    /// <summary>Where the brokers are named.</summary>
    public const string ConnectionString = "ConnectionStrings:kafka";

    /// <summary>Where the original programs named them.</summary>
    public const string OriginalBrokers = "BROKERS";

    /// <summary>Both, for a sentence.</summary>
    public const string Brokers = $"{OriginalBrokers} or {ConnectionString}";

    /// <summary>The name in use, and the one that librdkafka has it under (its CONFIGURATION.md, "Alias for").</summary>
    private static readonly (string Usual, string Canonical)[] Aliases =
    [
        (Servers, "metadata.broker.list"),
        ("max.in.flight", "max.in.flight.requests.per.connection"),
        ("sasl.mechanism", "sasl.mechanisms"),
        ("sasl.oauthbearer.client.credentials.client.id", "sasl.oauthbearer.client.id"),
        ("sasl.oauthbearer.client.credentials.client.secret", "sasl.oauthbearer.client.secret"),
        ("max.partition.fetch.bytes", "fetch.message.max.bytes"),
        ("linger.ms", "queue.buffering.max.ms"),
        ("retries", "message.send.max.retries"),
        ("compression.type", "compression.codec"),
        ("acks", "request.required.acks"),
        ("message.timeout.ms", "delivery.timeout.ms"),
        ("enable.auto.commit", "auto.commit.enable"),
    ];

    /// <summary>The name as it is set: <c>Kafka:Client:NAME</c>.</summary>
    public static string Full(string name) => $"{Section}:{name}";

    /// <summary>One name for a setting, whichever of its two was used.</summary>
    public static string Canonical(string name) => Array.Find(Aliases, alias => alias.Usual == name) is { Canonical: { } canonical } ? canonical : name;

    /// <summary>The name that these programs use for it.</summary>
    public static string Usual(string name) => Array.Find(Aliases, alias => alias.Canonical == name) is { Usual: { } usual } ? usual : name;

    /// <summary>A sentence for what the client says against its settings, with the full names of those that it means.</summary>
    /// <param name="complaint">The client's words.</param>
    /// <param name="own">What was set under <see cref="Section"/>.</param>
    public static string Explain(string complaint, IReadOnlyList<string> own)
    {
        var mentioned = Name().Matches(complaint).Select(match => Canonical(match.Value)).ToHashSet();
        var meant = own.Where(name => mentioned.Contains(Canonical(name))).ToList();
        var settings = meant.Count > 0 ? meant : own;
        var reason = complaint.Trim().TrimEnd('.');
        return settings.Count == 0
            ? $"The Kafka client refuses its settings: {reason}."
            : $"The Kafka client refuses {string.Join(", ", settings.Select(Full))}: {reason}.";
    }

    [GeneratedRegex(@"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")]
    private static partial Regex Name();
}
