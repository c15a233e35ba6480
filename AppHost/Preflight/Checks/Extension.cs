using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>An extension of the Azure CLI and its version.</summary>
/// <param name="name">The extension.</param>
/// <param name="least">The oldest version that will do.</param>
internal sealed class Extension(AzureCli azure, string name, string least) : IPreflightCheck
{
    public string Name => $"Extension {name}";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await azure.AskAsync(["version"], ct)).Judge(Judge, () => Finding.Unknown("az does not list its extensions"));

    private Finding Judge(JsonNode answer) => answer.Text("extensions", name) switch
    {
        null => Finding.Missing($"not installed; {least} or newer is needed", Remedy.Safe("az", "extension", "add", "--name", name)),
        var version when VersionText.IsAtLeast(version, least) => Finding.Ok(version),
        var version => Finding.Missing($"{version}; {least} or newer is needed", Remedy.Safe("az", "extension", "update", "--name", name)),
    };
}
