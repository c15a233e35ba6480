using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>The Azure CLI and its version.</summary>
internal sealed class AzureCliVersion(Tools tools, AzureCli azure) : IPreflightCheck
{
    private const string Least = "2.44.1";

    public string Name => "Azure CLI";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => tools.Find("az") is null
            ? Finding.Missing("there is no az", Remedy.Sentence("Install the Azure CLI: https://learn.microsoft.com/cli/azure/install-azure-cli"))
            : (await azure.AskAsync(["version"], ct)).Judge(Judge, () => Finding.Unknown("az does not say its version"));

    private static Finding Judge(JsonElement answer) => answer.TextAt("azure-cli") switch
    {
        null => Finding.Unknown("az does not say its version"),
        var version when VersionText.IsAtLeast(version, Least) => Finding.Ok(version),
        var version => Finding.Missing($"{version}; {Least} or newer is needed", Remedy.Command("az", "upgrade")),
    };
}
