namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A key that was deleted; the vault keeps it for 90 days.</summary>
/// <param name="Key">The key as it was.</param>
/// <param name="Deleted">When it was deleted.</param>
internal sealed record DeletedVaultKey(VaultKey Key, DateTimeOffset Deleted)
{
    /// <summary>When it goes for good.</summary>
    public DateTimeOffset Purge => Deleted.AddDays(90);
}
