namespace CcDemo.AppHost;

/// <summary>The roles at the vault: the pods' identity releases the key, the operator makes it.</summary>
internal static class VaultRoles
{
    /// <summary>The role of the identity that the confidential pod runs as.</summary>
    public static VaultRole OfIdentity(DeploymentSettings settings, AzureCli azure, AzureResources resources) => resources.IsManagedHsm
        ? new("Identity's role", "Managed HSM Crypto Service Release User", [], settings, azure, resources, _ => Task.FromResult(ClientId(settings)))
        : new(
            "Identity's role", "Key Vault Crypto Service Release User", ["Key Vault Crypto Officer", "Key Vault Administrator"],
            settings, azure, resources, _ => Task.FromResult(ClientId(settings)));

    /// <summary>The role of whoever runs the step that makes the key.</summary>
    public static VaultRole OfOperator(DeploymentSettings settings, AzureCli azure, AzureResources resources) => resources.IsManagedHsm
        ? new("Operator's role", "Managed HSM Crypto User", ["Managed HSM Crypto Officer"], settings, azure, resources, ct => OperatorAsync(resources, ct))
        : new("Operator's role", "Key Vault Crypto Officer", ["Key Vault Administrator"], settings, azure, resources, ct => OperatorAsync(resources, ct));

    private static Answer<string> ClientId(DeploymentSettings settings) => settings.IdentityClientId.Length > 0
        ? Answer<string>.Of(settings.IdentityClientId)
        : Answer<string>.None($"cannot be asked without Parameters:{DeploymentSettingsCatalog.IdentityClientId.Name}");

    private static async Task<Answer<string>> OperatorAsync(AzureResources resources, CancellationToken ct)
        => (await resources.AccountAsync(ct)).Select(account => account.Text("user", "name") switch
        {
            null => Answer<string>.None("az does not say who is logged in"),
            "systemAssignedIdentity" or "userAssignedIdentity" => Answer<string>.None("az is logged in as a managed identity, whose id it does not say"),
            var name => Answer<string>.Of(name),
        });
}
