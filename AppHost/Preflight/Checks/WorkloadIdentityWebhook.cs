using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether pods get their identity's token: by a webhook that changes them when they are made.</summary>
internal sealed class WorkloadIdentityWebhook(ClusterReader cluster, Remedy install) : IPreflightCheck
{
    private const string Webhook = "mutation.azure-workload-identity.io";

    public string Name => "Workload identity";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await cluster.AskAsync("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations", ct)).Judge(
            Judge, () => Finding.Unknown("the cluster lists no webhooks"));

    private Finding Judge(JsonNode list)
        => list.Items("items").FirstOrDefault(HasWebhook).Text("metadata", "name") is { } name
            ? Finding.Ok(name)
            : Finding.Missing($"the cluster has no webhook {Webhook}", install);

    private static bool HasWebhook(JsonNode configuration)
        => configuration.Items("webhooks").Any(webhook => webhook.Text("name") == Webhook);
}
