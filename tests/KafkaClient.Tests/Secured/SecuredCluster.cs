using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Messaging.Tests;

/// <summary>A secured listener, and the settings of a client that may use it, or of one that lacks something.</summary>
internal sealed class SecuredCluster : IAsyncDisposable
{
    private const string User = "alice";
    private const string Password = "correct horse battery staple";
    private const string WrongPassword = "wrong horse battery staple";
    private const string KeyPassword = "password of the key";
    private const string Token = "eyJhbGciOiJub25lIn0.stand-in.token";

    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _strangers = new();

    /// <param name="broker">The broker behind it.</param>
    /// <param name="protection">TLS, mutual TLS, or the mechanism of SASL over TLS.</param>
    /// <param name="fault">What is wrong; null for nothing.</param>
    public SecuredCluster(EmbeddedBroker broker, string protection, string? fault = null)
    {
        var isMutual = protection == "mutual TLS";
        Listener = new SecuredBroker(broker.Address)
        {
            Tls = fault == "a broker without TLS" ? null : new()
            {
                ServerCertificate = _certificates.IssueForBroker(fault == "another host name" ? "kafka.elsewhere.test" : null),
                ClientCertificateRequired = isMutual,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => !isMutual || (certificate is X509Certificate2 shown && _certificates.Issued(shown)),
            },
            Mechanisms = Servers(fault == "a mechanism that is not offered" ? "SCRAM-SHA-512" : protection, fault),
        };

        var (certificate, key) = (fault == "a stranger's client certificate" ? _strangers : _certificates).IssueForClient(KeyPassword);
        Credential = new(_ => fault == "no token" ? throw new Azure.Identity.CredentialUnavailableException("There is no identity here.") : (TimeSpan.FromHours(1), Token));
        Settings =
        [
            $"--ConnectionStrings:kafka={Listener.Address}",
            .. fault == "a client without TLS" ? [] : new[] { $"--Kafka:Client:ssl.ca.location={(fault == "an untrusted authority" ? _strangers : _certificates).RootFile}" },
            $"--Kafka:Client:security.protocol={(Listener.Mechanisms.Count > 0 ? "SASL_" : "")}{(fault == "a client without TLS" ? "PLAINTEXT" : "SSL")}",
            .. protection switch
            {
                "TLS" => [],
                "mutual TLS" when fault == "no client certificate" => [],
                "mutual TLS" => [$"--Kafka:Client:ssl.certificate.location={certificate}", $"--Kafka:Client:ssl.key.location={key}", $"--Kafka:Client:ssl.key.password={KeyPassword}"],
                "OAUTHBEARER" => [$"--Kafka:Client:sasl.mechanism={protection}", "--Kafka:AzureIdentity:Scope=https://hubs.test/.default"],
                _ => new[] { $"--Kafka:Client:sasl.mechanism={protection}", $"--Kafka:Client:sasl.username={User}", $"--Kafka:Client:sasl.password={(fault == "a wrong password" ? WrongPassword : Password)}" },
            },
        ];
    }

    /// <summary>What no log, trace or answer of a program may have in it.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [Password, WrongPassword, KeyPassword, Token, "horse"];

    /// <summary>The listener.</summary>
    public SecuredBroker Listener { get; }

    /// <summary>Arguments of a program.</summary>
    public string[] Settings { get; }

    /// <summary>The identity of a client of OAUTHBEARER.</summary>
    public StandInCredential Credential { get; }

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        _certificates.Dispose();
        _strangers.Dispose();
    }

    private static Dictionary<string, Func<ISaslServer>> Servers(string protection, string? fault) => protection switch
    {
        "PLAIN" => new() { [protection] = () => new PlainServer(User, Password) },
        "SCRAM-SHA-256" => new() { [protection] = () => new ScramServer(HashAlgorithmName.SHA256, User, Password) },
        "SCRAM-SHA-512" => new() { [protection] = () => new ScramServer(HashAlgorithmName.SHA512, User, Password) },
        "OAUTHBEARER" => new() { [protection] = () => new BearerServer(token => token == Token && fault is null ? DateTimeOffset.UtcNow.AddHours(1) : null, TimeProvider.System) },
        _ => [],
    };
}
