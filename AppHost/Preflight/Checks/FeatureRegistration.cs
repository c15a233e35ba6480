using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>A preview feature that the subscription must have registered.</summary>
internal sealed class FeatureRegistration(AzureCli azure, string provider, string feature) : IPreflightCheck
{
    public string Name => $"Feature {feature}";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await azure.AskSubscriptionAsync(Words("show"), ct)).Judge(
            Judge, () => Finding.Missing("there is no such feature in this cloud; see whether the preview is still offered"));

    private Finding Judge(JsonNode answer) => answer.Text("properties", "state") switch
    {
        "Registered" => Finding.Ok("Registered"),
        "Registering" or "Pending" => Finding.Missing(
            "being registered, which takes minutes; look again until it says Registered", Remedy.Command(["az", .. azure.InSubscription(Words("show"))])),
        var state => Finding.Missing(state ?? "not registered", Remedy.Safe(["az", .. azure.InSubscription(Words("register"))])),
    };

    private string[] Words(string verb) => ["feature", verb, "--namespace", provider, "--name", feature];
}
