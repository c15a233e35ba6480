using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the Azure CLI talks to the cloud that the parameters name.</summary>
internal sealed class CloudChoice(DeploymentSettings settings, AzureCli azure) : IPreflightCheck
{
    public string Name => "Cloud";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await azure.AskAsync(["cloud", "show"], ct)).Judge(Judge, () => Finding.Unknown("az does not say its cloud"));

    private Finding Judge(JsonNode answer) => answer.Text("name") switch
    {
        null => Finding.Unknown("az does not say its cloud"),
        var name when name.Equals(settings.Cloud.CliName, StringComparison.OrdinalIgnoreCase) => Finding.Ok(name),
        var name => Finding.Missing(
            $"az talks to {name}; Parameters:cloud is '{settings.Cloud.Name}'", Remedy.Command("az", "cloud", "set", "--name", settings.Cloud.CliName)),
    };
}
