using System.Net;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>What values a setting may have; each rule answers a sentence's second half, or null when the value is good.</summary>
internal static partial class SettingRules
{
    public static string? Text(string value) => value.Any(char.IsControl) ? "has control characters" : null;

    /// <summary>A name of Kubernetes' objects (RFC 1123 label, 63 characters at most).</summary>
    public static string? Label(string value)
        => LabelPattern().IsMatch(value) ? null : "is not a Kubernetes name: up to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

    /// <summary>A host name, without scheme, port and path.</summary>
    public static string? Host(string value)
        => value.Contains("://", StringComparison.Ordinal) ? "has a scheme: give the host name alone, such as name.example.net"
            : HostPattern().IsMatch(value) ? null
            : "is not a host name";

    /// <summary>A service on this machine: <c>localhost:8444</c>.</summary>
    public static string? Loopback(string value)
        => LoopbackPattern().IsMatch(value) ? null : "is not a service on this machine, such as localhost:8444";

    /// <summary><c>host:port</c>, several separated by commas.</summary>
    public static string? Servers(string value)
        => value.Split(',').All(server => ServerPattern().IsMatch(server)) ? null : "is not a list of HOST:PORT separated by commas";

    /// <summary>A registry, perhaps with a path: <c>name.azurecr.io/ccdemo</c>.</summary>
    public static string? Registry(string value)
        => value.Contains("://", StringComparison.Ordinal) ? "has a scheme: give the registry alone, such as name.azurecr.io/ccdemo"
            : RegistryPattern().IsMatch(value) ? null
            : "is not a registry with an optional path, such as name.azurecr.io/ccdemo";

    /// <summary>An image tag that names one build.</summary>
    public static string? Tag(string value)
        => value.Equals("latest", StringComparison.OrdinalIgnoreCase) ? "is a tag that moves: a measured pod needs one that stays, such as 0.1.0"
            : TagPattern().IsMatch(value) ? null
            : "is not an image tag";

    /// <summary>Networks in CIDR form, separated by commas.</summary>
    public static string? Networks(string value)
        => value.Split(',', StringSplitOptions.TrimEntries).All(network => IPNetwork.TryParse(network, out _)) ? null : "is not a list of networks such as 203.0.113.0/24, separated by commas";

    public static string? Guid(string value) => System.Guid.TryParse(value, out _) ? null : "is not a GUID";

    /// <summary>A key's name in Key Vault: letters, digits and hyphens, 127 at most.</summary>
    public static string? KeyName(string value) => KeyNamePattern().IsMatch(value) ? null : "is not a key name: letters, digits and hyphens, 127 at most";

    /// <summary>A Kafka topic whose dead-letter topic (four characters more) is one as well.</summary>
    public static string? Topic(string value) => TopicPattern().IsMatch(value) ? null : "is not a topic: 1 to 245 letters, digits, dots, underscores or hyphens";

    public static string? Number(string value, int from, int to)
        => int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? null
            : $"is not a number from {from} to {to}";

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z")]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^(localhost|127\.0\.0\.1|\[::1\]):[0-9]{1,5}\z")]
    private static partial Regex LoopbackPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[0-9]{1,5}\z")]
    private static partial Regex ServerPattern();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex RegistryPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,127}\z")]
    private static partial Regex KeyNamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,245}\z")]
    private static partial Regex TopicPattern();
}
