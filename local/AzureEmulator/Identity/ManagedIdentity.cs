namespace CcDemo.AzureEmulator.Identity;

/// <summary>An identity that exists, and its roles in the vault.</summary>
internal sealed record ManagedIdentity(string ClientId, string ObjectId, IReadOnlyList<VaultRole> Roles)
{
    public bool May(VaultAction action) => Roles.Any(role => role.Actions.Contains(action));
}
