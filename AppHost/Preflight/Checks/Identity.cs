using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the identity of a name is the one whose client id the pods will carry.</summary>
internal sealed class Identity(DeploymentSettings settings, AzureCli azure) : IPreflightCheck
{
    public string Name => "Identity";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.ResourceGroup, settings.ResourceGroup), (DeploymentSettingsCatalog.IdentityName, settings.IdentityName))
            ?? (await azure.AskSubscriptionAsync(["identity", "show", "--resource-group", settings.ResourceGroup, "--name", settings.IdentityName], ct)).Judge(
                Judge,
                () => Finding.Missing(
                    $"there is no identity '{settings.IdentityName}'",
                    Remedy.Command(["az", .. azure.InSubscription("identity", "create", "--resource-group", settings.ResourceGroup, "--name", settings.IdentityName)])));

    private Finding Judge(JsonNode identity) => identity.Text("clientId") switch
    {
        null => Finding.Unknown("az does not say its client id"),
        var id when settings.IdentityClientId.Length == 0 => Finding.Ok($"{settings.IdentityName}: give its client id as Parameters:identity-client-id={id}"),
        var id when id.Equals(settings.IdentityClientId, StringComparison.OrdinalIgnoreCase) => Finding.Ok($"{settings.IdentityName}: {id}"),
        var id => Finding.Missing(
            $"{settings.IdentityName} is {id}, but Parameters:identity-client-id is '{settings.IdentityClientId}'", Remedy.Sentence($"Give --Parameters:identity-client-id={id}, or the name of the other identity.")),
    };
}
