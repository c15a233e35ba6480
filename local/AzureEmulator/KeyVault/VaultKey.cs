namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A key with all its versions, the latest last. Never changed: an update replaces it.</summary>
internal sealed record VaultKey(string Name, IReadOnlyList<KeyVersion> Versions, StoredReleasePolicy? ReleasePolicy)
{
    public KeyVersion Latest => Versions[^1];

    public KeyVersion? Find(string? version)
        => string.IsNullOrEmpty(version) ? Latest : Versions.FirstOrDefault(candidate => candidate.Version == version);

    public VaultKey With(KeyVersion changed)
        => this with { Versions = [.. Versions.Select(version => version.Version == changed.Version ? changed : version)] };
}
