using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class KafkaExtensions
{
    /// <summary>The broker: embedded or external in a local run (<c>Kafka:Mode</c>), the cluster's when published.</summary>
    /// <exception cref="DistributedApplicationException">The mode is unknown, or the external broker's address is missing.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddKafkaBroker(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> topic)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            var servers = builder.AddParameter("kafka-bootstrap", () => DeploymentSettingsReader.Read(builder.Configuration).KafkaBootstrap);
            return builder.AddConnectionString(name, ReferenceExpression.Create($"{servers}"));
        }

        return builder.ChosenMode() switch
        {
            KafkaMode.External when string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(name))
                => throw new DistributedApplicationException($"Kafka:Mode is External but ConnectionStrings:{name} is empty. Give the bootstrap servers: --ConnectionStrings:{name}=HOST:PORT"),
            KafkaMode.External => builder.AddConnectionString(name),
            _ => builder.AddEmbeddedKafka(name, topic),
        };
    }

    /// <summary>Hands a service the broker, the topic, and every librdkafka setting under <c>Kafka:Client</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithKafka(
        this IResourceBuilder<ProjectResource> service,
        IResourceBuilder<IResourceWithConnectionString> kafka,
        IResourceBuilder<ParameterResource> topic,
        string? group = null)
    {
        service.WithReference(kafka).WithEnvironment("TOPIC", topic);

        if (group is not null)
        {
            service.WithEnvironment("CONSUMERGROUP", group);
        }

        if (service.ApplicationBuilder is { ExecutionContext.IsPublishMode: true } application && application.ChosenKafka() == KafkaKind.EventHubs)
        {
            service.WithEventHubsIdentity();
        }

        foreach (var setting in service.ApplicationBuilder.Configuration.GetSection("Kafka:Client").GetChildren())
        {
            if (service.ApplicationBuilder.ExecutionContext.IsPublishMode && IsSecret(setting.Key))
            {
                throw new DistributedApplicationException(
                    $"Kafka:Client:{setting.Key} is a secret, and published files carry none: use brokers that take the pods' identity (kafka=event-hubs), or mount a Secret and name its file (Kafka:Client:ssl.key.location).");
            }

            service.WithEnvironment($"Kafka__Client__{setting.Key}", setting.Value);
        }

        if (kafka.Resource is not EmbeddedKafkaResource)
        {
            return service;
        }

        if (group is not null)
        {
            // Classic groups gather their members for three seconds first; those of KIP-848 start at once.
            service.WithEnvironment("Consumer__GroupProtocol", "consumer");
        }

        return service.WaitFor(kafka);
    }

    /// <summary>Whether a setting of librdkafka holds a secret itself, rather than naming a file with one.</summary>
    private static bool IsSecret(string setting)
        => setting.Contains("password", StringComparison.OrdinalIgnoreCase)
            || setting.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || setting.Equals("ssl.key.pem", StringComparison.OrdinalIgnoreCase)
            || setting.Equals("sasl.oauthbearer.config", StringComparison.OrdinalIgnoreCase);

    /// <summary>Has a published service show its workload identity to Event Hubs; no password is involved.</summary>
    private static void WithEventHubsIdentity(this IResourceBuilder<ProjectResource> service) => service
        .WithEnvironment("Kafka__Client__security.protocol", "SASL_SSL")
        .WithEnvironment("Kafka__Client__sasl.mechanism", "OAUTHBEARER")
        .WithEnvironment("Kafka__AzureIdentity__Scope", service.ApplicationBuilder.AddEventHubsScope());

    /// <summary>The scope of a token for the namespace of Event Hubs.</summary>
    private static ReferenceExpression AddEventHubsScope(this IDistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        return ReferenceExpression.Create($"{new DeploymentValue("event-hubs-scope", () =>
        {
            var settings = DeploymentSettingsReader.Read(configuration);
            return $"https://{settings.EventHubsNamespace}.{settings.Cloud.EventHubsSuffix}/.default";
        })}");
    }

    private static IResourceBuilder<EmbeddedKafkaResource> AddEmbeddedKafka(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> topic)
    {
        var kafka = new EmbeddedKafkaResource(name);
        var check = $"{name}_up";
        builder.Services.AddHealthChecks().AddCheck(
            check, () => kafka.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The broker is starting."));

        return builder.AddResource(kafka)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Kafka", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithIconName("MailInbox")
            .WithHealthCheck(check)
            .ExcludeFromManifest()
            .OnInitializeResource((_, e, ct) => e.StartAsync(
                kafka, KnownResourceStates.Running, token => StartBrokerAsync(kafka, topic.Resource, e, token), kafka.Fail, ct));
    }

    private static async Task<ImmutableArray<ResourcePropertySnapshot>> StartBrokerAsync(
        EmbeddedKafkaResource kafka, ParameterResource topic, InitializeResourceEvent e, CancellationToken ct)
    {
        var topicName = await topic.GetValueAsync(ct) ?? throw new DistributedApplicationException($"Parameters:{topic.Name} is empty.");

        // The client's start and its first question block, and this handler is called before the other resources' own.
        var broker = await Task.Run(() => EmbeddedBroker.Start(topicName), ct);
        e.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopped.Register(broker.Dispose);
        kafka.Succeed(broker.BootstrapServers);
        LogListening(e.Logger, broker.BootstrapServers, topicName);
        return [new("Bootstrap servers", broker.BootstrapServers), new("Topic", topicName)];
    }

    private static KafkaMode ChosenMode(this IDistributedApplicationBuilder builder)
    {
        var setting = builder.Configuration["Kafka:Mode"];

        return string.IsNullOrWhiteSpace(setting) ? KafkaMode.Embedded
            : Enum.TryParse<KafkaMode>(setting, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode
            : throw new DistributedApplicationException($"Kafka:Mode is '{setting}'. It is one of: {string.Join(", ", Enum.GetNames<KafkaMode>())}.");
    }

    [LoggerMessage(LogLevel.Information, "The broker listens on {BootstrapServers} and has the topic {Topic}.")]
    private static partial void LogListening(ILogger logger, string bootstrapServers, string topic);
}
