namespace CcDemo.AppHost;

/// <summary>Whether somebody has the role at the vault that his part in the demo needs.</summary>
/// <param name="name">The check's name.</param>
/// <param name="needed">The role that does just what is needed.</param>
/// <param name="sufficient">Roles that do more.</param>
/// <param name="find">Who it is: an object id, a client id or a sign-in name.</param>
internal sealed class VaultRole(
    string name,
    string needed,
    IReadOnlyList<string> sufficient,
    DeploymentSettings settings,
    AzureCli azure,
    AzureResources resources,
    Func<CancellationToken, Task<Answer<string>>> find) : IPreflightCheck
{
    public string Name => name;

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.VaultEndpoint, settings.VaultEndpoint))
            ?? await (await find(ct)).JudgeAsync(
                async assignee => await (await resources.VaultAsync(ct)).JudgeAsync(
                    vault => JudgeAsync(assignee, vault.Text("id"), ct),
                    () => Finding.Missing($"there is no vault '{settings.VaultName}' in the subscription")),
                () => Finding.Unknown("cannot be asked: not logged in to Azure"));

    private async Task<Finding> JudgeAsync(string assignee, string? vault, CancellationToken ct)
    {
        if (vault is null)
        {
            return Finding.Unknown("az does not say which resource the vault is");
        }

        var roles = resources.IsManagedHsm ? await resources.HsmRolesAsync(assignee, ct) : await resources.RolesAsync(assignee, vault, ct);
        return roles.Judge(found => Judge(found, assignee, vault), () => Judge([], assignee, vault));
    }

    private Finding Judge(IReadOnlyList<string> roles, string assignee, string vault)
        => roles.Contains(needed) ? Finding.Ok(needed)
            : roles.FirstOrDefault(sufficient.Contains) is { } role ? Finding.Ok($"{role}, which is more than is needed")
            : Finding.Missing($"{assignee} lacks the role {needed}; once granted it may take minutes, at worst a day, to be effective", Grant(assignee, vault));

    private Remedy Grant(string assignee, string vault) => Remedy.Command(resources.IsManagedHsm
        ? ["az", .. azure.InSubscription("keyvault", "role", "assignment", "create", "--hsm-name", settings.VaultName, "--role", needed, "--assignee", assignee, "--scope", "/keys")]
        : ["az", .. azure.InSubscription("role", "assignment", "create", "--role", needed, "--assignee", assignee, "--scope", vault)]);
}
