using System.Text.RegularExpressions;

namespace CcDemo.KafkaClient;

/// <summary>The list of brokers to begin with: <c>host:port[,host:port]</c>.</summary>
internal static partial class BrokerAddresses
{
    /// <summary>What is wrong with it, without its text, which may be a connection string with a key in it; null when nothing is.</summary>
    public static string? Problem(string setting, string brokers)
    {
        if (brokers.Contains("SharedAccessKey", StringComparison.OrdinalIgnoreCase))
        {
            return $"{setting} is a connection string with a key: set it to NAMESPACE.servicebus.windows.net:9093, and the connection string as {SettingName.Full("sasl.password")} beside {SettingName.Full("sasl.username")} = $ConnectionString.";
        }

        return brokers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } addresses
            && addresses.All(address => Address().Match(address) is { Success: true } match && (!match.Groups["port"].Success || IsPort(match.Groups["port"].Value)))
                ? null
                : $"{setting} has to be host:port[,host:port].";
    }

    private static bool IsPort(string text) => ushort.TryParse(text, out var port) && port > 0;

    /// <summary>A host name, an IPv4 address or an IPv6 address in brackets; librdkafka takes a protocol before it.</summary>
    [GeneratedRegex(@"^((PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL)://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?<port>[^:]*))?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
