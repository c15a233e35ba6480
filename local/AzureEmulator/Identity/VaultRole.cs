namespace CcDemo.AzureEmulator.Identity;

/// <summary>A role of the vault and what it allows.</summary>
internal sealed record VaultRole(string Name, IReadOnlyList<VaultAction> Actions)
{
    public static IReadOnlyList<VaultRole> All { get; } =
    [
        new("Key Vault Crypto Officer", [VaultAction.Create, VaultAction.Import, VaultAction.Get, VaultAction.List, VaultAction.Update, VaultAction.Rotate, VaultAction.Delete]),
        new("Key Vault Reader", [VaultAction.Get, VaultAction.List]),
        new("Key Vault Crypto User", [VaultAction.Get, VaultAction.List]),
        new("Key Vault Crypto Service Release User", [VaultAction.Release, VaultAction.Get]),
    ];

    public static VaultRole? Find(string name) => All.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The role to ask for when an action is not allowed.</summary>
    public static VaultRole For(VaultAction action) => All.First(role => role.Actions.Contains(action));
}
