using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>
/// Whether the cluster serves Strimzi's kinds. They are looked for where every account may read what a cluster serves, not
/// among the custom resource definitions.
/// </summary>
internal sealed class StrimziCrds(DeploymentSettings settings, ClusterReader cluster) : IPreflightCheck
{
    private const string Group = "kafka.strimzi.io";

    private static readonly string[] _kinds = ["kafkas", "kafkanodepools", "kafkatopics"];

    public string Name => "Strimzi";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => await (await cluster.AskAsync($"/apis/{Group}", ct)).JudgeAsync(
            group => JudgeAsync(group, ct), () => Finding.Missing($"the cluster does not serve {Group}", Install));

    private async Task<Finding> JudgeAsync(JsonElement group, CancellationToken ct)
    {
        var version = group.TextAt("preferredVersion", "version");
        return (await cluster.AskAsync($"/apis/{Group}/{version}", ct)).Judge(
            list => Judge(version, [.. list.Member("resources").Items().Select(resource => resource.TextAt("name")).OfType<string>()]),
            () => Finding.Unknown($"the cluster does not serve its own version {version} of {Group}"));
    }

    private Finding Judge(string? version, string[] served)
    {
        string[] missing = [.. _kinds.Except(served)];
        return missing.Length == 0
            ? Finding.Ok($"{string.Join(", ", _kinds)} ({version})")
            : Finding.Missing($"the cluster does not serve {string.Join(", ", missing)} of {Group}/{version}", Install);
    }

    private Remedy Install => Remedy.Command(
        "kubectl", "create", "--namespace", settings.Namespace, "--filename", $"https://strimzi.io/install/latest?namespace={settings.Namespace}");
}
