using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>A key as the vault shows it, without its material.</summary>
internal sealed record ExistingKey
{
    /// <summary>The kind, such as <c>RSA-HSM</c>.</summary>
    public required string KeyType { get; init; }

    /// <summary>The length of the modulus; 0 when it is no RSA key.</summary>
    public required int SizeInBits { get; init; }

    /// <summary>What the key may be used for, as the vault spells it.</summary>
    public required IReadOnlyCollection<string> Operations { get; init; }

    /// <summary>Whether the private key may leave the vault.</summary>
    public required bool IsExportable { get; init; }

    /// <summary>Whether the key can be used.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>From when on it can be used; null when the vault does not say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it can be used; null when it does not expire.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>The release policy's text; null when the key has none.</summary>
    public string? ReleasePolicy { get; init; }

    /// <summary>Whether the release policy can never be changed again.</summary>
    public bool IsPolicyImmutable { get; init; }

    /// <summary>What the vault's answer says.</summary>
    public static ExistingKey Of(KeyVaultKey key) => new()
    {
        KeyType = key.KeyType.ToString(),
        SizeInBits = SizeOf(key.Key),
        Operations = [.. key.KeyOperations.Select(operation => operation.ToString())],
        IsExportable = key.Properties.Exportable ?? false,
        IsEnabled = key.Properties.Enabled ?? true,
        NotBefore = key.Properties.NotBefore,
        ExpiresOn = key.Properties.ExpiresOn,
        ReleasePolicy = key.Properties.ReleasePolicy?.EncodedPolicy?.ToString(),
        IsPolicyImmutable = key.Properties.ReleasePolicy?.Immutable ?? false,
    };

    private static int SizeOf(JsonWebKey key)
    {
        if (key.N is null)
        {
            return 0;
        }

        using var rsa = key.ToRSA();
        return rsa.KeySize;
    }
}
