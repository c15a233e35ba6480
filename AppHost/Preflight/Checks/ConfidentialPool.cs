using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The node pool whose pods run in confidential guests.</summary>
internal sealed class ConfidentialPool(DeploymentSettings settings, AzureCli azure) : IPreflightCheck
{
    private const string Runtime = "KataCcIsolation";
    private const string Os = "AzureLinux";

    public string Name => "Confidential pool";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.ResourceGroup, settings.ResourceGroup), (DeploymentSettingsCatalog.Cluster, settings.Cluster))
            ?? (await azure.AskSubscriptionAsync(["aks", "nodepool", "show", .. Words(settings.NodePool)], ct)).Judge(
                Judge,
                () => Finding.Missing($"there is no node pool '{settings.NodePool}'", Add(settings.NodePool)));

    private Finding Judge(JsonNode pool)
    {
        var (runtime, os, state) = (pool.Text("workloadRuntime"), pool.Text("osSku"), pool.Text("provisioningState"));
        var found = $"{settings.NodePool}: {runtime ?? "no workload runtime"}, {os}, {pool.Text("vmSize")}, {pool.Number("count")} nodes";

        return Is(runtime, Runtime) && Is(os, Os) && Is(state, "Succeeded") ? Finding.Ok(found)
            : Is(runtime, Runtime) && Is(os, Os) ? Finding.Missing($"{found}: its state is {state}; wait, or see why it failed", Remedy.Command(["az", .. azure.InSubscription(["aks", "nodepool", "show", .. Words(settings.NodePool)])]))
            : Finding.Missing($"{found}; {Runtime} on {Os} is needed, which a pool keeps from its start", Add("ccpool"));
    }

    private Remedy Add(string name) => Remedy.Command(
    [
        "az", .. azure.InSubscription(
        [
            "aks", "nodepool", "add", .. Words(name),
            "--node-count", "2", "--os-sku", Os, "--node-vm-size", "Standard_DC4as_cc_v5", "--workload-runtime", Runtime,
        ]),
    ]);

    private string[] Words(string name) => ["--resource-group", settings.ResourceGroup, "--cluster-name", settings.Cluster, "--name", name];

    private static bool Is(string? value, string wanted) => wanted.Equals(value, StringComparison.OrdinalIgnoreCase);
}
