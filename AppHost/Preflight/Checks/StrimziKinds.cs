using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>
/// Whether the cluster serves Strimzi's kinds in the version that is published. They are looked for where every account
/// may read what a cluster serves, not among the custom resource definitions.
/// </summary>
internal sealed class StrimziKinds(DeploymentSettings settings, ClusterReader cluster) : IPreflightCheck
{
    private static readonly string[] _kinds = ["kafkas", "kafkanodepools", "kafkatopics"];
    private static readonly string _group = StrimziCluster.ApiVersion.Split('/')[0];

    public string Name => "Strimzi";

    private Remedy Install => Remedy.Command(
        "kubectl", "create", "--namespace", settings.Namespace, "--filename", $"https://strimzi.io/install/latest?namespace={settings.Namespace}");

    public async Task<Finding> LookAsync(CancellationToken ct)
        => await (await cluster.AskAsync($"/apis/{_group}", ct)).JudgeAsync(
            group => JudgeAsync(group, ct), () => Finding.Missing($"the cluster does not serve {_group}", Install));

    private async Task<Finding> JudgeAsync(JsonNode group, CancellationToken ct)
    {
        string[] versions = [.. group.Items("versions").Select(version => version.Text("groupVersion")).OfType<string>()];
        return versions.Contains(StrimziCluster.ApiVersion)
            ? (await cluster.AskAsync($"/apis/{StrimziCluster.ApiVersion}", ct)).Judge(
                Judge, () => Finding.Unknown($"the cluster does not serve its own {StrimziCluster.ApiVersion}"))
            : Finding.Missing(
                $"the cluster serves {(versions.Length > 0 ? string.Join(", ", versions) : $"no version of {_group}")}, not {StrimziCluster.ApiVersion}",
                Remedy.Sentence("Upgrade the Strimzi operator: https://strimzi.io/docs/operators/latest/deploying.html"));
    }

    private Finding Judge(JsonNode list)
    {
        string[] missing = [.. _kinds.Except(list.Items("resources").Select(resource => resource.Text("name")).OfType<string>())];
        return missing.Length == 0
            ? Finding.Ok($"{string.Join(", ", _kinds)} of {StrimziCluster.ApiVersion}")
            : Finding.Missing($"the cluster does not serve {string.Join(", ", missing)} of {StrimziCluster.ApiVersion}", Install);
    }
}
