using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the cluster issues tokens that Azure can check, and has workload identity switched on.</summary>
internal sealed class OidcIssuer(DeploymentSettings settings, AzureCli azure, AzureResources resources) : IPreflightCheck
{
    public string Name => "OIDC issuer";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.ResourceGroup, settings.ResourceGroup), (DeploymentSettingsCatalog.Cluster, settings.Cluster))
            ?? (await resources.ClusterAsync(ct)).Judge(
                Judge, () => Finding.Missing($"there is no cluster '{settings.Cluster}' in the resource group '{settings.ResourceGroup}'"));

    /// <summary>Switching it on restarts the API server and cannot be undone: the operator decides.</summary>
    private Finding Judge(JsonNode cluster)
    {
        var update = Remedy.Command(
        [
            "az", .. azure.InSubscription(
                "aks", "update", "--resource-group", settings.ResourceGroup, "--name", settings.Cluster, "--enable-oidc-issuer", "--enable-workload-identity"),
        ]);
        return (cluster.Text("oidcIssuerProfile", "issuerUrl"), cluster.IsTrue("securityProfile", "workloadIdentity", "enabled")) switch
        {
            (null, _) => Finding.Missing("the cluster has no OIDC issuer", update),
            ({ } url, true) => Finding.Ok(url),
            _ => Finding.Missing("the cluster has an OIDC issuer, but workload identity is not switched on", update),
        };
    }
}
