using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The subscription, and that somebody is logged in to it.</summary>
internal sealed class Subscription(DeploymentSettings settings, AzureResources resources) : IPreflightCheck
{
    public string Name => "Subscription";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await resources.AccountAsync(ct)).Judge(
            Judge,
            () => Finding.Missing(
                settings.Subscription.Length > 0 ? $"not logged in to Azure, or not to the subscription '{settings.Subscription}'" : "not logged in to Azure",
                Remedy.Command("az", "login")));

    private static Finding Judge(JsonNode account) => account.Text("state") switch
    {
        "Enabled" => Finding.Ok($"{account.Text("name")} ({account.Text("user", "name")})"),
        var state => Finding.Missing(
            $"{account.Text("name")} is {state ?? "in no known state"}; an enabled one is needed", Remedy.Sentence("Give another one as Parameters:subscription.")),
    };
}
