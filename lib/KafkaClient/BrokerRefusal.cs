using System.Text.RegularExpressions;

namespace CcDemo.KafkaClient;

/// <summary>What librdkafka says of brokers that do not let it in, with the settings that decide over it.</summary>
internal static partial class BrokerRefusal
{
    private static readonly string Protocol = SettingName.Full("security.protocol");
    private static readonly string Certificate = SettingName.Full("ssl.certificate.location");

    /// <summary>The first that is found in a report explains it.</summary>
    private static readonly (string Mark, string Explanation)[] Explanations =
    [
        ("Failed to acquire SASL OAUTHBEARER token", $"There is no token for the brokers ({BrokerTokens.ScopeSetting})"),
        ("Unsupported SASL mechanism", $"The brokers do not offer the mechanism ({SettingName.Full("sasl.mechanism")})"),
        ("mechanism OAUTHBEARER", $"The brokers refuse the token ({BrokerTokens.ScopeSetting})"),
        ("SASL authentication error", $"The brokers refuse the user name or the password ({SettingName.Full("sasl.username")}, {SettingName.Full("sasl.password")})"),
        ("certificate verify failed", $"The broker's certificate is not one of {SettingName.Full("ssl.ca.location")}, or not one for the name that {SettingName.Brokers} has"),
        ("PLAINTEXT broker listener", $"The brokers do not speak TLS ({Protocol})"),
        ("certificate required", $"The brokers want a client's certificate ({Certificate})"),
        ("bad certificate", $"The brokers refuse the client's certificate ({Certificate})"),
        ("unknown ca", $"The brokers refuse the client's certificate ({Certificate})"),
        ("SSL connection closed by peer", $"The brokers close the connection, as they do without a client's certificate that they trust ({Certificate}) or with another protocol ({Protocol})"),
        ("in state APIVERSION_QUERY", $"The brokers close the connection, as they do when they want TLS or SASL ({Protocol})"),
    ];

    /// <summary>The report, explained if it is of that kind, without what changes from one time to the next.</summary>
    public static string Explain(string report)
    {
        var reason = Thread().Replace(Time().Replace(report, ""), "");
        return Array.Find(Explanations, known => report.Contains(known.Mark, StringComparison.Ordinal)) is { Explanation: { } explanation }
            ? $"{explanation}: {reason}"
            : reason;
    }

    [GeneratedRegex(@"^\[thrd:[^\]]*\]+: ")]
    private static partial Regex Thread();

    [GeneratedRegex(@" \(after \d+ms in state \w+(, \d+ identical error\(s\) suppressed)?\)")]
    private static partial Regex Time();
}
