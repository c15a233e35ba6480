using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the identity trusts the tokens of the service account that the confidential pod runs as.</summary>
internal sealed class FederatedCredential(DeploymentSettings settings, AzureCli azure, AzureResources resources) : IPreflightCheck
{
    public string Name => "Federated credential";

    private string Subject => $"system:serviceaccount:{settings.Namespace}:{settings.ServiceAccount}";

    public async Task<Finding> LookAsync(CancellationToken ct)
    {
        if (Parameters.Lacking((DeploymentSettingsCatalog.ResourceGroup, settings.ResourceGroup), (DeploymentSettingsCatalog.IdentityName, settings.IdentityName)) is { } lacking)
        {
            return lacking;
        }

        var credentials = await azure.AskSubscriptionAsync(
            ["identity", "federated-credential", "list", "--resource-group", settings.ResourceGroup, "--identity-name", settings.IdentityName], ct);
        var issuer = await IssuerAsync(ct);
        return credentials.Judge(list => Judge([.. list.Items()], issuer), () => Finding.Missing($"there is no identity '{settings.IdentityName}'"));
    }

    private async Task<string?> IssuerAsync(CancellationToken ct)
        => settings.Cluster.Length > 0 ? (await resources.ClusterAsync(ct)).Value.Text("oidcIssuerProfile", "issuerUrl") : null;

    private Finding Judge(JsonNode[] credentials, string? issuer)
    {
        JsonNode[] ofSubject = [.. credentials.Where(credential => credential.Text("subject") == Subject)];
        JsonNode[] ofAudience = [.. ofSubject.Where(HasAudience)];

        return ofSubject.Length == 0 ? Finding.Missing($"none is for {Subject}", Create(issuer))
            : ofAudience.Length == 0 ? Finding.Missing($"the one for {Subject} is for another audience than {settings.Cloud.TokenExchangeAudience}", Create(issuer))
            : issuer is null ? Finding.Unknown($"there is one for {Subject}, but the cluster's issuer is not known to compare it with")
            : ofAudience.Any(credential => IsSameIssuer(credential.Text("issuer"), issuer)) ? Finding.Ok(Subject)
            : Finding.Missing($"the one for {Subject} trusts another cluster's issuer", Create(issuer));
    }

    private bool HasAudience(JsonNode credential)
        => credential.Items("audiences").Any(audience => audience.Text() == settings.Cloud.TokenExchangeAudience);

    private static bool IsSameIssuer(string? issuer, string other) => issuer?.TrimEnd('/') == other.TrimEnd('/');

    private Remedy Create(string? issuer) => Remedy.Command(
    [
        "az", .. azure.InSubscription(
            "identity", "federated-credential", "create", "--resource-group", settings.ResourceGroup, "--identity-name", settings.IdentityName,
            "--name", $"{settings.Namespace}-{settings.ServiceAccount}", "--issuer", issuer ?? "ISSUER", "--subject", Subject,
            "--audiences", settings.Cloud.TokenExchangeAudience),
    ]);
}
