namespace CcDemo.AzureEmulator.Identity;

internal static class VaultActions
{
    /// <summary>The name that Azure's role definitions give the action.</summary>
    public static string DataAction(this VaultAction action) => action switch
    {
        VaultAction.Get or VaultAction.List => "Microsoft.KeyVault/vaults/keys/read",
        VaultAction.Delete => "Microsoft.KeyVault/vaults/keys/delete",
        _ => $"Microsoft.KeyVault/vaults/keys/{action.ToString().ToLowerInvariant()}/action",
    };
}
