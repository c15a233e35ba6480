using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Whether the vault can hold a key that is released: a Premium vault with role-based access, or a managed HSM.</summary>
internal sealed class Vault(DeploymentSettings settings, AzureCli azure, AzureResources resources) : IPreflightCheck
{
    public string Name => "Vault";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.VaultEndpoint, settings.VaultEndpoint))
            ?? (await resources.VaultAsync(ct)).Judge(
                resources.IsManagedHsm ? JudgeHsm : JudgeVault, () => Finding.Missing($"there is no vault '{settings.VaultName}' in the subscription"));

    private static Finding JudgeHsm(JsonNode hsm) => hsm.Text("properties", "provisioningState") switch
    {
        "Succeeded" => Finding.Ok("a managed HSM"),
        var state => Finding.Missing($"the managed HSM is not ready: {state ?? "in no known state"}"),
    };

    /// <summary>Switching to role-based access takes the access policies' rights away: the operator decides.</summary>
    private Finding JudgeVault(JsonNode vault) => (vault.Text("properties", "sku", "name"), vault.IsTrue("properties", "enableRbacAuthorization")) switch
    {
        (null, _) => Finding.Unknown("az does not say of which kind the vault is"),
        ({ } sku, _) when !sku.Equals("premium", StringComparison.OrdinalIgnoreCase) => Finding.Missing(
            $"a {sku} vault; only a Premium one releases keys", Remedy.Command(["az", .. azure.InSubscription("keyvault", "update", "--name", settings.VaultName, "--set", "properties.sku.name=premium")])),
        (_, true) => Finding.Ok("Premium, with role-based access"),
        _ => Finding.Missing(
            "the vault uses access policies, not roles", Remedy.Command(["az", .. azure.InSubscription("keyvault", "update", "--name", settings.VaultName, "--enable-rbac-authorization", "true")])),
    };
}
