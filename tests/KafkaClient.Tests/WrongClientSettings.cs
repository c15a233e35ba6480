namespace CcDemo.Messaging.Tests;

/// <summary>
/// Settings of the Kafka client that no program may start with, beside brokers that are named well: what is set, and the full
/// name of the setting that the sentence has to have.
/// </summary>
public sealed class WrongClientSettings : TheoryData<string, string>
{
    public const string Secret = "hunter2-do-not-repeat";

    public WrongClientSettings()
    {
        // librdkafka's own refusals.
        Add("no.such.setting=1", "Kafka:Client:no.such.setting");
        Add("linger.ms=soon", "Kafka:Client:linger.ms");
        Add("acks=maybe", "Kafka:Client:acks");
        Add("compression.type=brotli", "Kafka:Client:compression.type");
        Add("debug=nonsense", "Kafka:Client:debug");
        Add("dotnet.cancellation.delay.max.ms=soon", "Kafka:Client:dotnet.cancellation.delay.max.ms");

        // TLS.
        Add("security.protocol=SASL_TLS", "Kafka:Client:security.protocol");
        Add("security.protocol=SSL ssl.ca.location=/no/such.pem", "Kafka:Client:ssl.ca.location");
        Add("security.protocol=SSL ssl.ca.pem=garbage", "Kafka:Client:ssl.ca.pem");
        Add("security.protocol=SSL ssl.crl.location=/no/such.pem", "Kafka:Client:ssl.crl.location");
        Add("security.protocol=SSL ssl.certificate.location=/no/such.pem", "Kafka:Client:ssl.certificate.location");
        Add("security.protocol=SSL ssl.key.location=/no/such.pem", "Kafka:Client:ssl.key.location");
        Add("security.protocol=SSL ssl.certificate.pem=x", "Kafka:Client:ssl.key.location");
        Add("security.protocol=SSL ssl.key.pem=x", "Kafka:Client:ssl.certificate.location");
        Add($"security.protocol=SSL ssl.certificate.pem=x ssl.key.pem={Secret}", "Kafka:Client:ssl.certificate.pem");
        Add($"security.protocol=SSL ssl.key.password={Secret}", "Kafka:Client:ssl.key.password");
        Add("security.protocol=SSL ssl.keystore.location=/no/such.p12", "Kafka:Client:ssl.keystore.location");
        Add("security.protocol=SSL ssl.cipher.suites=NONE", "Kafka:Client:ssl.cipher.suites");
        Add("security.protocol=SSL ssl.endpoint.identification.algorithm=perhaps", "Kafka:Client:ssl.endpoint.identification.algorithm");
        Add("security.protocol=SSL enable.ssl.certificate.verification=perhaps", "Kafka:Client:enable.ssl.certificate.verification");
        Add("security.protocol=SSL ssl.providers=none", "Kafka:Client:ssl.providers");

        // SASL in general, PLAIN and SCRAM.
        Add("security.protocol=SASL_SSL", "Kafka:Client:sasl.mechanism");
        Add("security.protocol=SASL_SSL sasl.mechanism=SCRAM-SHA-1", "Kafka:Client:sasl.mechanism");
        Add("security.protocol=SASL_SSL sasl.mechanisms=PLAIN,OAUTHBEARER", "Kafka:Client:sasl.mechanism");
        Add("security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.username=u", "Kafka:Client:sasl.password");
        Add($"security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.password={Secret}", "Kafka:Client:sasl.username");
        Add("security.protocol=SASL_PLAINTEXT sasl.mechanism=SCRAM-SHA-256 sasl.username=u sasl.password=", "Kafka:Client:sasl.password");
        Add($"security.protocol=SASL_SSL sasl.mechanism=SCRAM-SHA-512 sasl.password={Secret}", "Kafka:Client:sasl.username");

        // OAUTHBEARER.
        Add("security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER", "Kafka:AzureIdentity:Scope");
        Add("security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER Kafka:AzureIdentity:Scope=hubs", "Kafka:AzureIdentity:Scope");
        Add("security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.oauthbearer.method=oidc", "Kafka:Client:sasl.oauthbearer.method");
        Add($"security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.password={Secret}", "Kafka:Client:sasl.password");

        // What cannot be meant together.
        Add($"sasl.mechanism=PLAIN sasl.username=u sasl.password={Secret}", "Kafka:Client:security.protocol");
        Add($"security.protocol=SSL sasl.password={Secret}", "Kafka:Client:security.protocol");
        Add("ssl.ca.location=/", "Kafka:Client:security.protocol");
        Add("security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN sasl.username=u sasl.password=p ssl.ca.location=/", "Kafka:Client:security.protocol");
        Add("security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.mechanisms=SCRAM-SHA-256 sasl.username=u sasl.password=p", "Kafka:Client:sasl.mechanisms");
        Add("security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.username=u sasl.password=p sasl.oauthbearer.method=oidc", "Kafka:Client:sasl.oauthbearer.method");
        Add("security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.username=u sasl.password=p Kafka:AzureIdentity:Scope=https://hubs.test/.default", "Kafka:AzureIdentity:Scope");
        Add("Kafka:AzureIdentity:Scope=https://hubs.test/.default", "Kafka:Client:security.protocol");
        Add("security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.oauthbearer.method=oidc Kafka:AzureIdentity:Scope=https://hubs.test/.default", "Kafka:Client:sasl.oauthbearer.method");
        Add("bootstrap.servers=127.0.0.1:2", "Kafka:Client:bootstrap.servers");
        Add("metadata.broker.list=127.0.0.1:2", "Kafka:Client:metadata.broker.list");
        Add("session.timeout.ms=6000 heartbeat.interval.ms=6000", "Kafka:Client:heartbeat.interval.ms");
        Add("ssl:ca:location=/no/such.pem", "Kafka:Client:ssl");

        // The brokers' addresses.
        Add("BROKERS=http://localhost:9092", "BROKERS");
        Add("BROKERS=localhost:kafka", "BROKERS");
        Add("BROKERS=localhost:99999", "BROKERS");
        Add("BROKERS=,", "BROKERS");
        Add($"BROKERS=Endpoint=sb://hubs.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey={Secret}", "Kafka:Client:sasl.password");
        Add($"ConnectionStrings:kafka=Endpoint=sb://hubs.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey={Secret}", "ConnectionStrings:kafka");
    }

    /// <summary>Some of them, for a whole program.</summary>
    public static TheoryData<string, string> Some => new()
    {
        { "linger.ms=soon", "Kafka:Client:linger.ms" },
        { "security.protocol=SSL ssl.ca.location=/no/such.pem", "Kafka:Client:ssl.ca.location" },
        { $"security.protocol=SASL_SSL sasl.mechanism=SCRAM-SHA-512 sasl.password={Secret}", "Kafka:Client:sasl.username" },
        { "security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER", "Kafka:AzureIdentity:Scope" },
        { $"sasl.mechanism=PLAIN sasl.username=u sasl.password={Secret}", "Kafka:Client:security.protocol" },
        { "bootstrap.servers=127.0.0.1:2", "Kafka:Client:bootstrap.servers" },
        { $"ConnectionStrings:kafka=Endpoint=sb://hubs.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey={Secret}", "ConnectionStrings:kafka" },
    };

    /// <summary>The row's settings as arguments of a program.</summary>
    public static string[] Arguments(string settings)
        => [.. settings.Split(' ').Select(setting => setting.StartsWith("BROKERS", StringComparison.Ordinal) || setting.Contains(':', StringComparison.Ordinal) && char.IsUpper(setting[0]) ? $"--{setting}" : $"--Kafka:Client:{setting}")];

    /// <summary>Checks that a program is not started, with one sentence that names the setting and has no secret in it.</summary>
    public static void AssertRefused(string named, Action build)
    {
        var refusal = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(build);
        var sentence = Assert.Single(refusal.Failures);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }
}
