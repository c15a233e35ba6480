using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The Azure CLI and its version.</summary>
/// <param name="isNeeded">Whether a step works with it; else only these checks do.</param>
internal sealed class AzureCliVersion(Tools tools, AzureCli azure, bool isNeeded) : IPreflightCheck
{
    private const string Least = "2.44.1";

    private static readonly Remedy _install = Remedy.Sentence("Install the Azure CLI: https://learn.microsoft.com/cli/azure/install-azure-cli");

    public string Name => "Azure CLI";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => tools.Find("az") is null
            ? new Finding(isNeeded ? FindingState.Missing : FindingState.Unknown, "there is no az", _install)
            : (await azure.AskAsync(["version"], ct)).Judge(Judge, () => Finding.Unknown("az does not say its version"));

    private static Finding Judge(JsonNode answer) => answer.Text("azure-cli") switch
    {
        null => Finding.Unknown("az does not say its version"),
        var version when VersionText.IsAtLeast(version, Least) => Finding.Ok(version),
        var version => Finding.Missing($"{version}; {Least} or newer is needed", Remedy.Command("az", "upgrade")),
    };
}
