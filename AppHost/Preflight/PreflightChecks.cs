namespace CcDemo.AppHost;

/// <summary>The checks of one look: those that apply to the profile and the brokers. Each asks anew.</summary>
internal sealed class PreflightChecks : IDisposable
{
    private const string ContainerService = "Microsoft.ContainerService";

    private static readonly TimeSpan _webLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _azureLimit = TimeSpan.FromSeconds(60);

    private readonly AzureCli _azure;
    private readonly ClusterReader _cluster;
    private readonly Web _web;

    private PreflightChecks(AzureCli azure, ClusterReader cluster, Web web, IReadOnlyList<IPreflightCheck> all)
        => (_azure, _cluster, _web, All) = (azure, cluster, web, all);

    /// <summary>The checks, in the order of the report.</summary>
    public IReadOnlyList<IPreflightCheck> All { get; }

    /// <summary>The checks of a deployment.</summary>
    /// <param name="settings">The deployment.</param>
    /// <param name="setup">How vault and attestation provider are trusted.</param>
    /// <param name="options">The cluster.</param>
    /// <param name="tools">The programs of the operator's machine.</param>
    public static PreflightChecks For(DeploymentSettings settings, KeySetupSettings setup, ClusterOptions options, Tools tools)
    {
        var azure = new AzureCli(tools.Find("az"), settings.Subscription, _azureLimit);
        var cluster = new ClusterReader(options, Connect(settings, azure), _webLimit);
        var web = Web.Of(setup, _webLimit);
        return new(azure, cluster, web, List(settings, tools, azure, cluster, web));
    }

    public void Dispose()
    {
        _azure.Dispose();
        _cluster.Dispose();
        _web.Dispose();
    }

    /// <summary>Makes every check, all at once.</summary>
    public async Task<IReadOnlyList<PreflightRow>> LookAsync(CancellationToken ct)
        => await Task.WhenAll(All.Select(async check => new PreflightRow(check.Name, await check.LookAsync(ct))));

    private static List<IPreflightCheck> List(DeploymentSettings settings, Tools tools, AzureCli azure, ClusterReader cluster, Web web)
    {
        var resources = new AzureResources(settings, azure);
        var isKataCc = settings.Profile == DeploymentProfile.AksKataCc;
        var isAks = settings.Profile is DeploymentProfile.AksKataCc or DeploymentProfile.AciVirtualNodes;
        var isStrimzi = settings.Kafka is KafkaKind.Strimzi or KafkaKind.StrimziPersistent;

        List<IPreflightCheck?> checks =
        [
            new DotnetSdk(tools),
            new Kubectl(tools),
            new AzureCliVersion(tools, azure, isNeeded: isAks),
            isKataCc ? new Extension(azure, "aks-preview", "0.5.169") : null,
            isAks ? new Extension(azure, "confcom", "0.3.3") : null,
            isKataCc ? new PolicyTool(OperatingSystem.IsLinux()) : null,
            new CloudChoice(settings, azure),
            new Subscription(settings, resources),
            isKataCc ? new FeatureRegistration(azure, ContainerService, "KataCcIsolationPreview") : null,
            .. Providers(settings).Select(provider => new ProviderRegistration(azure, provider)),
            isAks ? new OidcIssuer(settings, azure, resources) : null,
            isKataCc ? new ConfidentialPool(settings, azure) : null,
            isAks ? new ImagePull(settings, azure, resources) : null,
            new Identity(settings, azure),
            new FederatedCredential(settings, azure, resources),
            new AttestationReachable(settings, web),
            new Vault(settings, azure, resources),
            new VaultReachable(settings, web),
            VaultRoles.OfIdentity(settings, azure, resources),
            VaultRoles.OfOperator(settings, azure, resources),
            new ClusterVersion(cluster, isAks ? Upgrade(settings, azure) : null),
            settings.RuntimeClass.Length > 0 ? new RuntimeClass(settings, cluster) : null,
            settings.Profile == DeploymentProfile.AciVirtualNodes ? new VirtualNode(cluster) : null,
            new WorkloadIdentityWebhook(cluster, isAks ? EnableWorkloadIdentity(settings, azure) : InstallWebhook),
            isStrimzi ? new StrimziKinds(settings, cluster) : null,
        ];
        return [.. checks.OfType<IPreflightCheck>()];
    }

    private static IEnumerable<string> Providers(DeploymentSettings settings)
    {
        string[] everywhere = ["Microsoft.Attestation", "Microsoft.KeyVault", "Microsoft.ManagedIdentity"];
        return [
            .. everywhere,
            .. settings.Profile is DeploymentProfile.AksKataCc or DeploymentProfile.AciVirtualNodes ? [ContainerService] : Array.Empty<string>(),
            .. settings.Profile == DeploymentProfile.AciVirtualNodes ? ["Microsoft.ContainerInstance"] : Array.Empty<string>(),
            .. settings.Kafka == KafkaKind.EventHubs ? ["Microsoft.EventHub"] : Array.Empty<string>(),
        ];
    }

    private static Remedy? Connect(DeploymentSettings settings, AzureCli azure)
        => settings.Profile == DeploymentProfile.Coco ? null : Remedy.Command(["az", .. azure.InSubscription(["aks", "get-credentials", .. Cluster(settings)])]);

    private static Remedy Upgrade(DeploymentSettings settings, AzureCli azure)
        => Remedy.Command(["az", .. azure.InSubscription(["aks", "get-upgrades", .. Cluster(settings), "--output", "table"])]);

    private static Remedy EnableWorkloadIdentity(DeploymentSettings settings, AzureCli azure)
        => Remedy.Command(["az", .. azure.InSubscription(["aks", "update", .. Cluster(settings), "--enable-oidc-issuer", "--enable-workload-identity"])]);

    private static Remedy InstallWebhook { get; } = Remedy.Sentence(
        "Install the chart workload-identity-webhook: https://azure.github.io/azure-workload-identity/docs/installation.html");

    private static string[] Cluster(DeploymentSettings settings) =>
    [
        "--resource-group", settings.ResourceGroup.Length > 0 ? settings.ResourceGroup : "GROUP",
        "--name", settings.Cluster.Length > 0 ? settings.Cluster : "CLUSTER",
    ];
}
