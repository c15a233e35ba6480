using CcDemo.Attestation;
using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost;

/// <summary>Reads the settings of the pipeline from the configuration and says in one go all that is wrong with them.</summary>
internal static class DeploymentSettingsReader
{
    private const string Section = "Parameters";

    /// <summary>What has to be given and is not.</summary>
    public static IReadOnlyList<DeploymentSetting> Missing(IConfiguration configuration)
        => [.. DeploymentSettingsCatalog.All.Where(setting => IsRequired(setting, configuration) && Value(configuration, setting).Length == 0)];

    /// <summary>A sentence for each value that cannot be, and for each name that is no parameter.</summary>
    /// <param name="configuration">Where the values are.</param>
    /// <param name="others">The parameters of the application itself, which are no settings of the pipeline.</param>
    public static IReadOnlyList<string> Problems(IConfiguration configuration, IReadOnlyCollection<string> others)
    {
        var wrong = from setting in DeploymentSettingsCatalog.All
                    let value = Value(configuration, setting)
                    where value.Length > 0
                    let problem = IsLocal(configuration, setting, value) ? null : setting.Problem(value)
                    where problem is not null
                    select $"{Section}:{setting.Name} is '{value}', which {problem}.";
        var known = DeploymentSettingsCatalog.All.Select(setting => setting.Name).Concat(others).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = from name in configuration.GetSection(Section).GetChildren().Select(child => child.Key.Replace('_', '-'))
                      where !known.Contains(name)
                      select $"There is no parameter '{name}'; the parameters are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        return
        [
            .. wrong,
            .. unknown,
            .. ForeignHosts(configuration),
            .. KeySetupSettings.Problems(configuration, Value(configuration, DeploymentSettingsCatalog.VaultEndpoint)),
        ];
    }

    /// <summary>The settings, of values without problems. What is missing is empty.</summary>
    public static DeploymentSettings Read(IConfiguration configuration)
    {
        string Of(DeploymentSetting setting) => Value(configuration, setting);
        T Choice<T>(DeploymentSetting setting)
            where T : struct, Enum
            => KebabCase.TryParse<T>(Of(setting), out var value) ? value : throw new InvalidOperationException($"{setting.Name} was not checked.");

        var cloud = DeploymentSettingsCatalog.FindCloud(Of(DeploymentSettingsCatalog.Cloud)) ?? throw new InvalidOperationException("cloud was not checked.");
        var profile = Choice<DeploymentProfile>(DeploymentSettingsCatalog.Profile);
        var runtimeClass = Of(DeploymentSettingsCatalog.RuntimeClass);
        var baseRegistry = Of(DeploymentSettingsCatalog.BaseRegistry);
        var kafka = Choice<KafkaKind>(DeploymentSettingsCatalog.Kafka);
        var eventHubs = Of(DeploymentSettingsCatalog.EventHubsNamespace);
        var bootstrap = Of(DeploymentSettingsCatalog.KafkaBootstrap);

        return new DeploymentSettings
        {
            Profile = profile,
            Cloud = cloud,
            Namespace = Of(DeploymentSettingsCatalog.Namespace),
            Registry = Of(DeploymentSettingsCatalog.Registry),
            ImageTag = Of(DeploymentSettingsCatalog.ImageTag),
            MaaEndpoint = Of(DeploymentSettingsCatalog.MaaEndpoint),
            VaultEndpoint = Of(DeploymentSettingsCatalog.VaultEndpoint),
            KeyName = Of(DeploymentSettingsCatalog.KeyName),
            Topic = Of(DeploymentSettingsCatalog.Topic),
            Kafka = kafka,
            KafkaBootstrap = bootstrap.Length > 0 ? bootstrap : DefaultBootstrap(kafka, cloud, eventHubs),
            EventHubsNamespace = kafka == KafkaKind.EventHubs ? eventHubs : "",
            ServiceAccount = Of(DeploymentSettingsCatalog.ServiceAccount),
            IdentityClientId = Of(DeploymentSettingsCatalog.IdentityClientId),
            SourceRanges = Of(DeploymentSettingsCatalog.SourceRanges).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            SidecarUser = int.Parse(Of(DeploymentSettingsCatalog.SidecarUser), System.Globalization.CultureInfo.InvariantCulture),
            RuntimeClass = runtimeClass.Length > 0 ? runtimeClass : DefaultRuntimeClass(profile),
            BaseRegistry = baseRegistry.Length > 0 ? baseRegistry : cloud == AzureCloud.China ? "mcr.azure.cn" : "mcr.microsoft.com",
            IdentityName = Of(DeploymentSettingsCatalog.IdentityName),
            Subscription = Of(DeploymentSettingsCatalog.Subscription),
            ResourceGroup = Of(DeploymentSettingsCatalog.ResourceGroup),
            Location = Of(DeploymentSettingsCatalog.Location),
            Cluster = Of(DeploymentSettingsCatalog.Cluster),
            NodePool = Of(DeploymentSettingsCatalog.NodePool),
        };
    }

    /// <summary>The profile that is asked for; the default where the name is not one, which <see cref="Problems"/> tells.</summary>
    public static DeploymentProfile ChosenProfile(this IDistributedApplicationBuilder builder)
        => KebabCase.TryParse<DeploymentProfile>(Value(builder.Configuration, DeploymentSettingsCatalog.Profile), out var profile) ? profile : default;

    /// <summary>The kind of brokers that is asked for; the default where the name is not one.</summary>
    public static KafkaKind ChosenKafka(this IDistributedApplicationBuilder builder) => Kind(builder.Configuration) ?? default;

    /// <summary>The value that is given, in either spelling, or the default; empty when there is neither.</summary>
    public static string Value(IConfiguration configuration, DeploymentSetting setting)
    {
        var given = configuration[$"{Section}:{setting.Name}"] ?? configuration[$"{Section}:{setting.Name.Replace('-', '_')}"];
        return string.IsNullOrWhiteSpace(given) ? setting.Default ?? "" : given.Trim();
    }

    private static bool IsRequired(DeploymentSetting setting, IConfiguration configuration)
        => setting.IsRequired || Kind(configuration) switch
        {
            KafkaKind.EventHubs => setting == DeploymentSettingsCatalog.EventHubsNamespace,
            KafkaKind.External => setting == DeploymentSettingsCatalog.KafkaBootstrap,
            _ => false,
        };

    /// <summary>An endpoint of another cloud would be refused by the sidecar, long after everything is deployed.</summary>
    private static IEnumerable<string> ForeignHosts(IConfiguration configuration)
    {
        if (DeploymentSettingsCatalog.FindCloud(Value(configuration, DeploymentSettingsCatalog.Cloud)) is not { } cloud)
        {
            yield break;
        }

        if (Value(configuration, DeploymentSettingsCatalog.MaaEndpoint) is { Length: > 0 } maa
            && !cloud.IsAttestationProvider(maa) && !IsLocal(configuration, DeploymentSettingsCatalog.MaaEndpoint, maa))
        {
            yield return $"{Section}:maa-endpoint is '{maa}', which is no attestation provider of the cloud '{cloud.Name}': its name ends in .{cloud.AttestationSuffix}.";
        }

        if (Value(configuration, DeploymentSettingsCatalog.VaultEndpoint) is { Length: > 0 } vault
            && !cloud.IsVault(vault) && !cloud.IsManagedHsm(vault) && !IsLocal(configuration, DeploymentSettingsCatalog.VaultEndpoint, vault))
        {
            yield return $"{Section}:vault-endpoint is '{vault}', which is no key vault of the cloud '{cloud.Name}': its name ends in .{cloud.VaultSuffix} or .{cloud.ManagedHsmSuffix}.";
        }
    }

    /// <summary>Whether a value is an endpoint of an emulator on this machine, which has a port and is of no cloud.</summary>
    private static bool IsLocal(IConfiguration configuration, DeploymentSetting setting, string value)
        => (setting == DeploymentSettingsCatalog.MaaEndpoint || setting == DeploymentSettingsCatalog.VaultEndpoint)
            && KeySetupSettings.TakesLocal(configuration, value);

    private static KafkaKind? Kind(IConfiguration configuration)
        => KebabCase.TryParse<KafkaKind>(Value(configuration, DeploymentSettingsCatalog.Kafka), out var kind) ? kind : null;

    private static string DefaultRuntimeClass(DeploymentProfile profile) => profile switch
    {
        DeploymentProfile.AksKataCc => "kata-cc-isolation",
        DeploymentProfile.Coco => "kata-qemu-snp",
        _ => "",
    };

    private static string DefaultBootstrap(KafkaKind kind, AzureCloud cloud, string eventHubsNamespace) => kind switch
    {
        KafkaKind.EventHubs => $"{eventHubsNamespace}.{cloud.EventHubsSuffix}:9093",
        KafkaKind.External => "",
        _ => $"{StrimziCluster.Name}-kafka-bootstrap:{StrimziCluster.Port}",
    };
}
