using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>kubectl, with which the operator looks at what is deployed.</summary>
internal sealed class Kubectl(Tools tools) : IPreflightCheck
{
    public string Name => "kubectl";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await tools.AskJsonAsync("kubectl", ["version", "--client", "--output", "json"], ct)).Judge(
            Judge, () => Finding.Missing("there is no kubectl", Remedy.Command("az", "aks", "install-cli")));

    private static Finding Judge(JsonNode answer)
        => answer.Text("clientVersion", "gitVersion") is { } version ? Finding.Ok(version) : Finding.Unknown("kubectl does not say its version");
}
