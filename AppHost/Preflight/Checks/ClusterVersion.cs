using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the cluster answers, and its version of Kubernetes.</summary>
internal sealed class ClusterVersion(ClusterReader cluster, Remedy? upgrade) : IPreflightCheck
{
    private const string Least = "1.25.0";

    public string Name => "Kubernetes";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await cluster.AskAsync("/version", ct)).Judge(Judge, () => Finding.Missing("what answers is no Kubernetes API"));

    private Finding Judge(JsonNode answer) => answer.Text("gitVersion") switch
    {
        null => Finding.Unknown("the cluster does not say its version"),
        var version when VersionText.IsAtLeast(version, Least) => Finding.Ok(version),
        var version => Finding.Missing($"{version}; {Least} or newer is needed", upgrade),
    };
}
