using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.KafkaClient;

/// <summary>Where the brokers are and how to talk to them; any setting of librdkafka passes through from <c>Kafka:Client</c>.</summary>
public static class KafkaClientSettings
{
    private const string ClientSection = "Kafka:Client";
    private const string Servers = "bootstrap.servers";

    /// <summary>The client's settings: the defaults given, then the brokers, then <c>Kafka:Client:*</c>.</summary>
    /// <exception cref="OptionsValidationException">No brokers are named.</exception>
    public static Dictionary<string, string> Read(IConfiguration configuration, Dictionary<string, string> defaults)
    {
        var settings = new Dictionary<string, string>(defaults);
        var brokers = configuration.GetConnectionString("kafka") is { Length: > 0 } connection ? connection : configuration["BROKERS"];
        if (!string.IsNullOrWhiteSpace(brokers))
        {
            settings[Servers] = brokers;
        }

        foreach (var setting in configuration.GetSection(ClientSection).GetChildren().Where(setting => setting.Value is not null))
        {
            settings[setting.Key] = setting.Value!;
        }

        return settings.ContainsKey(Servers)
            ? settings
            : throw Wrong("No Kafka brokers are named: set BROKERS or ConnectionStrings:kafka to host:port[,host:port].");
    }

    /// <summary>What a client that refuses its settings is reported as.</summary>
    public static OptionsValidationException Wrong(string sentence) => new("Kafka", typeof(KafkaClientSettings), [sentence]);
}
