using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>The vault's rules about exportable keys and their policies, with its own error codes.</summary>
internal static class ReleasePolicyRules
{
    /// <summary>The rules for a new version, which replaces the key's policy as well.</summary>
    public static void CheckNew(VaultKey? existing, KeyMaterial material, bool exportable, StoredReleasePolicy? policy, VaultApiVersion apiVersion)
    {
        if ((exportable || policy is not null) && !apiVersion.KnowsRelease)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1001: Exportable keys and release policies need a premium vault and the api-version 7.3 or newer.");
        }

        if (exportable && policy is null)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1004: Exportable keys must have release policy.");
        }

        if (!exportable && policy is not null)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1005: Non-exportable keys must not have release policy.");
        }

        if (exportable && !material.IsHardwareProtected)
        {
            throw AzureErrorException.BadParameter($"AKV.SKR.1006: A key of the software kind '{material.KeyType}' cannot be exportable: use {material.KeyType}-HSM.");
        }

        CheckImmutable(existing, policy);
    }

    /// <summary>The rules for a change.</summary>
    /// <param name="key">The key as it is.</param>
    /// <param name="version">The version that is changed.</param>
    /// <param name="versionIsNamed">Whether the caller named the version.</param>
    /// <param name="exportable">What the caller says of exportability, if anything.</param>
    /// <param name="policy">The new policy, if any.</param>
    public static void CheckChange(VaultKey key, KeyVersion version, bool versionIsNamed, bool? exportable, StoredReleasePolicy? policy)
    {
        if (exportable is { } wanted && wanted != version.Exportable)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1014: Cannot modify the exportable state of a key.");
        }

        if (policy is null)
        {
            return;
        }

        if (versionIsNamed)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1016: Key Release Policy can only be set on versionless key.");
        }

        if (!version.Exportable)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1005: Non-exportable keys must not have release policy.");
        }

        CheckImmutable(key, policy);
    }

    private static void CheckImmutable(VaultKey? key, StoredReleasePolicy? policy)
    {
        if (key?.ReleasePolicy is { Immutable: true } current && (policy is null || policy.Data != current.Data || !policy.Immutable))
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1020: Immutable Key Release Policy cannot be modified.");
        }
    }
}
