namespace Azure.Security.KeyVault.Keys;

/// <summary>Makes answers of the service for tests that have no service.</summary>
public static class KeyModelFactory
{
    /// <summary>The answer to a release.</summary>
    public static ReleaseKeyResult ReleaseKeyResult(string value) => new(value);

    /// <summary>A key of a vault.</summary>
    public static KeyVaultKey KeyVaultKey(KeyProperties properties, JsonWebKey key) => new(properties, key);
}
