using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>
/// Whether the cluster's nodes may pull the images: by the roles of the nodes' identity on the registry. Nothing is run in
/// the cluster to try it, as <c>az aks check-acr</c> does.
/// </summary>
internal sealed class ImagePull(DeploymentSettings settings, AzureCli azure, AzureResources resources) : IPreflightCheck
{
    private static readonly string[] _pulling = ["AcrPull", "AcrPush", "Container Registry Repository Reader", "Container Registry Repository Writer", "Contributor", "Owner"];

    public string Name => "Image pull";

    private string Host => settings.Registry.Split('/')[0];

    private string RegistryName => Host.Split('.')[0];

    public async Task<Finding> LookAsync(CancellationToken ct)
    {
        if (Parameters.Lacking(
            (DeploymentSettingsCatalog.Registry, settings.Registry),
            (DeploymentSettingsCatalog.ResourceGroup, settings.ResourceGroup),
            (DeploymentSettingsCatalog.Cluster, settings.Cluster)) is { } lacking)
        {
            return lacking;
        }

        if (!Host.EndsWith($".{settings.Cloud.RegistrySuffix}", StringComparison.OrdinalIgnoreCase))
        {
            return Finding.Unknown($"{Host} is no Azure registry of this cloud, so only the cluster can tell");
        }

        return await (await azure.AskSubscriptionAsync(["acr", "show", "--name", RegistryName], ct)).JudgeAsync(
            registry => JudgeAsync(registry, ct), () => Finding.Missing($"there is no registry '{RegistryName}' in the subscription"));
    }

    private async Task<Finding> JudgeAsync(JsonNode registry, CancellationToken ct)
        => registry.IsTrue("anonymousPullEnabled")
            ? Finding.Ok($"{Host} lets everybody pull")
            : await (await resources.ClusterAsync(ct)).JudgeAsync(
                cluster => JudgeAsync(cluster.Text("identityProfile", "kubeletidentity", "objectId"), registry.Text("id"), ct),
                () => Finding.Missing($"there is no cluster '{settings.Cluster}' in the resource group '{settings.ResourceGroup}'"));

    private async Task<Finding> JudgeAsync(string? nodes, string? registry, CancellationToken ct)
        => nodes is null || registry is null
            ? Finding.Unknown("az does not say who the cluster's nodes are, or which resource the registry is")
            : (await resources.RolesAsync(nodes, registry, ct)).Judge(Judge, () => Judge([]));

    private Finding Judge(IReadOnlyList<string> roles)
        => roles.FirstOrDefault(role => _pulling.Contains(role)) is { } role
            ? Finding.Ok($"{Host}: the nodes have the role {role}")
            : Finding.Missing(
                $"the nodes have no role that pulls from {Host}",
                Remedy.Command(["az", .. azure.InSubscription(
                    "aks", "update", "--resource-group", settings.ResourceGroup, "--name", settings.Cluster, "--attach-acr", RegistryName)]));
}
