using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>A resource provider that the subscription must have registered.</summary>
internal sealed class ProviderRegistration(AzureCli azure, string provider) : IPreflightCheck
{
    public string Name => $"Provider {provider}";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await azure.AskSubscriptionAsync(["provider", "show", "--namespace", provider], ct)).Judge(
            Judge, () => Finding.Missing("there is no such provider in this cloud"));

    private Finding Judge(JsonNode answer) => answer.Text("registrationState") switch
    {
        "Registered" => Finding.Ok("Registered"),
        "Registering" => Finding.Missing(
            "being registered, which takes minutes; look again", Remedy.Command(["az", .. azure.InSubscription("provider", "show", "--namespace", provider)])),
        var state => Finding.Missing(
            state ?? "not registered", Remedy.Safe(["az", .. azure.InSubscription("provider", "register", "--namespace", provider)])),
    };
}
