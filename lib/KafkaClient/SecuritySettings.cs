namespace CcDemo.KafkaClient;

/// <summary>
/// What a client needs to prove who it is and to check the brokers. librdkafka goes without what does not fit together, with no
/// more than a line in its log; here that ends the start.
/// </summary>
internal static class SecuritySettings
{
    private const string Protocol = "security.protocol";
    private const string Mechanism = "sasl.mechanism";
    private const string OAuth = "OAUTHBEARER";
    private const string OAuthSettings = "sasl.oauthbearer.";

    private static readonly string[] Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", OAuth, "GSSAPI"];
    private static readonly string[] Credentials = ["sasl.username", "sasl.password"];
    private static readonly string[] Files = ["ssl.ca.location", "ssl.certificate.location", "ssl.key.location", "ssl.keystore.location", "ssl.crl.location"];

    /// <summary>The first thing that is wrong, as a sentence; null when nothing is.</summary>
    /// <param name="settings">What was set under <c>Kafka:Client</c>.</param>
    /// <param name="tokenScope"><see cref="BrokerTokens.ScopeSetting"/>; null for none.</param>
    public static string? Problem(IReadOnlyDictionary<string, string> settings, string? tokenScope)
        => ProtocolProblem(settings) ?? MechanismProblem(settings, tokenScope) ?? CertificateProblem(settings);

    private static string? ProtocolProblem(IReadOnlyDictionary<string, string> settings)
    {
        var protocol = ProtocolOf(settings);
        var needed = $"it needs {SettingName.Full(Protocol)}";
        if (!UsesSasl(protocol) && First(settings, "sasl.") is { } sasl)
        {
            return $"{SettingName.Full(sasl)} is set, but the protocol is {protocol}: {needed} = SASL_SSL.";
        }

        // What a token endpoint is asked over has its own protocol.
        return !UsesTls(protocol) && First(settings, "ssl.") is { } ssl && !UsesOidc(settings)
            ? $"{SettingName.Full(ssl)} is set, but the protocol is {protocol}: {needed} = {(UsesSasl(protocol) ? "SASL_SSL" : "SSL")}."
            : null;
    }

    private static string? MechanismProblem(IReadOnlyDictionary<string, string> settings, string? tokenScope)
    {
        var mechanism = Value(settings, Mechanism)?.ToUpperInvariant();
        if (!string.IsNullOrEmpty(tokenScope) && (mechanism != OAuth || !UsesSasl(ProtocolOf(settings))))
        {
            return $"{BrokerTokens.ScopeSetting} is set, but no broker is shown a token: it needs {SettingName.Full(Protocol)} = SASL_SSL and {SettingName.Full(Mechanism)} = {OAuth}.";
        }

        if (!UsesSasl(ProtocolOf(settings)))
        {
            return null;
        }

        return mechanism switch
        {
            null => $"{SettingName.Full(Mechanism)} is not set, and {SettingName.Full(Protocol)} is {ProtocolOf(settings)}: choose one of {string.Join(", ", Mechanisms)}.",
            _ when !Mechanisms.Contains(mechanism) => $"{SettingName.Full(Mechanism)} has to be one of {string.Join(", ", Mechanisms)}.",
            OAuth => TokenProblem(settings, tokenScope),
            "GSSAPI" => null,
            _ => PasswordProblem(settings, mechanism),
        };
    }

    private static string? PasswordProblem(IReadOnlyDictionary<string, string> settings, string mechanism)
    {
        if (Credentials.FirstOrDefault(name => Value(settings, name) is null) is { } missing)
        {
            return $"{SettingName.Full(missing)} is not set, and {SettingName.Full(Mechanism)} = {mechanism} needs it.";
        }

        return First(settings, OAuthSettings) is { } other
            ? $"{SettingName.Full(other)} is set, but {SettingName.Full(Mechanism)} is {mechanism}: leave one out."
            : null;
    }

    private static string? TokenProblem(IReadOnlyDictionary<string, string> settings, string? tokenScope)
    {
        if (Credentials.FirstOrDefault(name => Value(settings, name) is not null) is { } other)
        {
            return $"{SettingName.Full(other)} is set, but {SettingName.Full(Mechanism)} is {OAuth}, which takes tokens: leave it out.";
        }

        var others = UsesOidc(settings) || Value(settings, "enable.sasl.oauthbearer.unsecure.jwt") == "true";
        if (string.IsNullOrEmpty(tokenScope))
        {
            return others ? null : $"{BrokerTokens.ScopeSetting} is not set, so nobody has a token for {SettingName.Full(Mechanism)} = {OAuth}: set it to https://NAMESPACE.servicebus.windows.net/.default or the like, or {SettingName.Full(OAuthSettings + "method")} to oidc.";
        }

        if (others)
        {
            return $"{BrokerTokens.ScopeSetting} is set, and so is another source of tokens ({SettingName.Full(OAuthSettings + "method")} or {SettingName.Full("enable.sasl.oauthbearer.unsecure.jwt")}): leave one out.";
        }

        return Uri.TryCreate(tokenScope, UriKind.Absolute, out _) ? null : $"{BrokerTokens.ScopeSetting} has to be what the token is for, such as https://NAMESPACE.servicebus.windows.net/.default.";
    }

    private static string? CertificateProblem(IReadOnlyDictionary<string, string> settings)
    {
        if (Files.FirstOrDefault(name => Value(settings, name) is { } path && path != "probe" && !Path.Exists(path)) is { } file)
        {
            return $"{SettingName.Full(file)} names a file that is not there.";
        }

        var hasCertificate = HasAny(settings, "ssl.certificate.location", "ssl.certificate.pem");
        var hasKey = HasAny(settings, "ssl.key.location", "ssl.key.pem");
        return (hasCertificate, hasKey) switch
        {
            (true, false) => $"{SettingName.Full("ssl.key.location")} is not set, and the client's certificate needs its key.",
            (false, true) => $"{SettingName.Full("ssl.certificate.location")} is not set, and the client's key needs its certificate.",
            (false, false) when Value(settings, "ssl.key.password") is not null => $"{SettingName.Full("ssl.key.password")} is set, but no key: set {SettingName.Full("ssl.key.location")}.",
            _ => null,
        };
    }

    private static string ProtocolOf(IReadOnlyDictionary<string, string> settings) => (Value(settings, Protocol) ?? "PLAINTEXT").ToUpperInvariant();

    private static bool UsesSasl(string protocol) => protocol.StartsWith("SASL", StringComparison.Ordinal);

    private static bool UsesTls(string protocol) => protocol.EndsWith("SSL", StringComparison.Ordinal);

    private static bool UsesOidc(IReadOnlyDictionary<string, string> settings) => Value(settings, OAuthSettings + "method") == "oidc";

    private static bool HasAny(IReadOnlyDictionary<string, string> settings, params string[] names) => names.Any(name => Value(settings, name) is not null);

    private static string? First(IReadOnlyDictionary<string, string> settings, string prefix)
        => settings.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>A setting under either of its names; null when it is not set, or empty.</summary>
    private static string? Value(IReadOnlyDictionary<string, string> settings, string name)
        => new[] { name, SettingName.Canonical(name) }.Select(settings.GetValueOrDefault).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
