using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>What a deployment is made for: the parameters of the pipeline, checked.</summary>
internal sealed record DeploymentSettings
{
    /// <summary>Where the confidential pod runs.</summary>
    public required DeploymentProfile Profile { get; init; }

    /// <summary>The Azure cloud: it decides endpoints, authority and image mirror.</summary>
    public required AzureCloud Cloud { get; init; }

    /// <summary>The Kubernetes namespace of everything.</summary>
    public required string Namespace { get; init; }

    /// <summary>The registry of the images, with an optional path: <c>name.azurecr.io/ccdemo</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>The tag of the images; never <c>latest</c>.</summary>
    public required string ImageTag { get; init; }

    /// <summary>The attestation provider's host name.</summary>
    public required string MaaEndpoint { get; init; }

    /// <summary>The key vault's or Managed HSM's host name.</summary>
    public required string VaultEndpoint { get; init; }

    /// <summary>The message key's name.</summary>
    public required string KeyName { get; init; }

    /// <summary>The topic of the messages.</summary>
    public required string Topic { get; init; }

    /// <summary>Which brokers are used.</summary>
    public required KafkaKind Kafka { get; init; }

    /// <summary>The bootstrap servers, <c>host:port</c> separated by commas.</summary>
    public required string KafkaBootstrap { get; init; }

    /// <summary>The namespace of Event Hubs; empty unless <see cref="Kafka"/> is <see cref="KafkaKind.EventHubs"/>.</summary>
    public required string EventHubsNamespace { get; init; }

    /// <summary>The service account that is federated with the identity.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>The client id (GUID) of the user-assigned identity that may release the key.</summary>
    public required string IdentityClientId { get; init; }

    /// <summary>The networks that may reach the consumer's page; empty for all.</summary>
    public required IReadOnlyList<string> SourceRanges { get; init; }

    /// <summary>The user id that the sidecar runs as; it has to be able to open the guest's SNP device.</summary>
    public required int SidecarUser { get; init; }

    /// <summary>The runtime class of the confidential pod; empty where the profile has none.</summary>
    public required string RuntimeClass { get; init; }

    /// <summary>The registry of the .NET base images that the services' images build on.</summary>
    public required string BaseRegistry { get; init; }

    /// <summary>The user-assigned identity's name; empty when not given.</summary>
    public required string IdentityName { get; init; }

    /// <summary>The subscription, GUID or name; empty when not given.</summary>
    public required string Subscription { get; init; }

    /// <summary>The resource group of cluster, identity and vault; empty when not given.</summary>
    public required string ResourceGroup { get; init; }

    /// <summary>The Azure region; empty when not given.</summary>
    public required string Location { get; init; }

    /// <summary>The cluster's name; empty when not given.</summary>
    public required string Cluster { get; init; }

    /// <summary>The confidential node pool's name.</summary>
    public required string NodePool { get; init; }

    /// <summary>The vault's own name: the first label of its host name.</summary>
    public string VaultName => VaultEndpoint.Split('.')[0];

    /// <summary>The address of an image, with its tag.</summary>
    /// <param name="program">The program, in lower case.</param>
    public string Image(string program) => $"{Registry}/{program}:{ImageTag}";
}
