namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>One version of a key. Never changed: an update replaces it.</summary>
internal sealed record KeyVersion(string Version, KeyMaterial Material)
{
    public required IReadOnlyList<string> Operations { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required bool Exportable { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public bool Enabled { get; init; } = true;

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it is enabled and within its times.</summary>
    public bool IsUsableAt(DateTimeOffset now) => Enabled && !IsOutsideItsTimesAt(now);

    /// <summary>Whether it is not yet valid or has expired.</summary>
    public bool IsOutsideItsTimesAt(DateTimeOffset now) => now < NotBefore || now >= Expires;
}
