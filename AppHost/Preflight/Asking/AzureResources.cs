using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The resources of a deployment, as several checks ask for them.</summary>
internal sealed class AzureResources(DeploymentSettings settings, AzureCli azure)
{
    /// <summary>The cluster: <c>az aks show</c>.</summary>
    public Task<Answer<JsonNode>> ClusterAsync(CancellationToken ct)
        => azure.AskSubscriptionAsync(["aks", "show", "--resource-group", settings.ResourceGroup, "--name", settings.Cluster], ct);

    /// <summary>The vault or managed HSM: <c>az keyvault show</c>, wherever in the subscription it is.</summary>
    public Task<Answer<JsonNode>> VaultAsync(CancellationToken ct)
        => azure.AskSubscriptionAsync(["keyvault", "show", IsManagedHsm ? "--hsm-name" : "--name", settings.VaultName], ct);

    /// <summary>Whether the vault is a managed HSM.</summary>
    public bool IsManagedHsm => settings.Cloud.IsManagedHsm(settings.VaultEndpoint);

    /// <summary>Whoever is logged in, and the subscription: <c>az account show</c>.</summary>
    public Task<Answer<JsonNode>> AccountAsync(CancellationToken ct)
        => azure.AskSubscriptionAsync(["account", "show"], ct);

    /// <summary>The names of the roles that somebody has on a resource, by whatever way he has them.</summary>
    /// <param name="assignee">An object id, a client id or a sign-in name.</param>
    /// <param name="scope">The resource's id.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Answer<IReadOnlyList<string>>> RolesAsync(string assignee, string scope, CancellationToken ct)
    {
        var assignments = await azure.AskSubscriptionAsync(
            ["role", "assignment", "list", "--assignee", assignee, "--scope", scope, "--include-inherited", "--include-groups"], ct);
        return assignments.Select(RoleNames);
    }

    /// <summary>The names of the roles that somebody has on every key of the managed HSM.</summary>
    public async Task<Answer<IReadOnlyList<string>>> HsmRolesAsync(string assignee, CancellationToken ct)
    {
        var assignments = await azure.AskSubscriptionAsync(
            ["keyvault", "role", "assignment", "list", "--hsm-name", settings.VaultName, "--assignee", assignee], ct);
        return assignments.Select(RoleNames);
    }

    private static Answer<IReadOnlyList<string>> RoleNames(JsonNode assignments) => Answer<IReadOnlyList<string>>.Of(
    [
        .. assignments.Items()
            .Select(assignment => assignment.Text("roleDefinitionName") ?? assignment.Text("roleName"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal),
    ]);
}
