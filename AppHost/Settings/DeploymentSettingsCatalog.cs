using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>Every setting of the pipeline, in the order in which a person is asked.</summary>
internal static class DeploymentSettingsCatalog
{
    public static readonly DeploymentSetting Profile = new(
        "profile", "where the confidential pod runs", DeploymentProfile.AksKataCc.ToSettingName(), OneOf<DeploymentProfile>());

    public static readonly DeploymentSetting Cloud = new(
        "cloud", "the Azure cloud", AzureCloud.Public.Name,
        value => FindCloud(value) is null ? $"is none of: {string.Join(", ", AzureCloud.All.Select(cloud => cloud.Name))}" : null);

    public static readonly DeploymentSetting Registry = new(
        "registry", "the registry of the images, such as name.azurecr.io/ccdemo", null, SettingRules.Registry, IsRequired: true);

    public static readonly DeploymentSetting ImageTag = new("image-tag", "the tag of the images", "0.1.0", SettingRules.Tag);

    public static readonly DeploymentSetting MaaEndpoint = new(
        "maa-endpoint", "the host name of the attestation provider, such as name.weu.attest.azure.net", null, SettingRules.Host, IsRequired: true);

    public static readonly DeploymentSetting VaultEndpoint = new(
        "vault-endpoint", "the host name of the key vault or Managed HSM, such as name.vault.azure.net", null, SettingRules.Host, IsRequired: true);

    public static readonly DeploymentSetting IdentityClientId = new(
        "identity-client-id", "the client id of the identity that may release the key", null, SettingRules.Guid, IsRequired: true);

    public static readonly DeploymentSetting IdentityName = new("identity-name", "the name of that identity", "", SettingRules.Text);

    public static readonly DeploymentSetting Namespace = new("namespace", "the Kubernetes namespace", "kafka", SettingRules.Label);

    public static readonly DeploymentSetting ServiceAccount = new(
        "service-account", "the service account that is federated with the identity", "workload-identity-sa", SettingRules.Label);

    public static readonly DeploymentSetting KeyName = new("key-name", "the name of the message key", "kafka-demo-key", SettingRules.KeyName);

    public static readonly DeploymentSetting Topic = new("topic", "the Kafka topic", "kafka-demo-topic", SettingRules.Topic);

    public static readonly DeploymentSetting Kafka = new("kafka", "which brokers are used", KafkaKind.Strimzi.ToSettingName(), OneOf<KafkaKind>());

    public static readonly DeploymentSetting KafkaBootstrap = new("kafka-bootstrap", "the brokers, HOST:PORT", "", SettingRules.Servers);

    public static readonly DeploymentSetting EventHubsNamespace = new(
        "event-hubs-namespace", "the name of the Event Hubs namespace", "", SettingRules.Label);

    public static readonly DeploymentSetting SourceRanges = new(
        "source-ranges", "the networks that may reach the consumer's page", "", SettingRules.Networks);

    public static readonly DeploymentSetting SidecarUser = new(
        "sidecar-user", "the user id of the sidecar; 0 where the guest's SNP device belongs to root", "65532", value => SettingRules.Number(value, 0, 65535));

    public static readonly DeploymentSetting RuntimeClass = new(
        "runtime-class", "the runtime class of the confidential pod, where the profile's own name does not fit", "", SettingRules.Label);

    public static readonly DeploymentSetting BaseRegistry = new(
        "base-registry", "the registry of the .NET base images, where the cloud's own mirror does not fit", "", SettingRules.Registry);

    public static readonly DeploymentSetting Subscription = new("subscription", "the subscription", "", SettingRules.Text);

    public static readonly DeploymentSetting ResourceGroup = new("resource-group", "the resource group", "", SettingRules.Text);

    public static readonly DeploymentSetting Location = new("location", "the Azure region", "", SettingRules.Text);

    public static readonly DeploymentSetting Cluster = new("cluster", "the name of the cluster", "", SettingRules.Text);

    public static readonly DeploymentSetting NodePool = new("node-pool", "the name of the confidential node pool", "nodepool2", SettingRules.Label);

    public static IReadOnlyList<DeploymentSetting> All { get; } =
    [
        Profile, Cloud, Registry, ImageTag, MaaEndpoint, VaultEndpoint, IdentityClientId, IdentityName, Namespace, ServiceAccount, KeyName,
        Topic, Kafka, KafkaBootstrap, EventHubsNamespace, SourceRanges, SidecarUser, RuntimeClass, BaseRegistry, Subscription, ResourceGroup, Location, Cluster, NodePool,
    ];

    /// <summary>The cloud of a name; null when there is none.</summary>
    public static AzureCloud? FindCloud(string name)
        => AzureCloud.All.FirstOrDefault(cloud => cloud.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Func<string, string?> OneOf<T>()
        where T : struct, Enum
        => value => KebabCase.TryParse<T>(value, out _) ? null : $"is none of: {string.Join(", ", Enum.GetValues<T>().Select(KebabCase.ToSettingName))}";
}
