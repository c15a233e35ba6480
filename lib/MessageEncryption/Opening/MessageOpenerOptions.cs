namespace CcDemo.MessageEncryption;

/// <summary>What an opener accepts and remembers.</summary>
public sealed record MessageOpenerOptions
{
    /// <summary>The largest value in bytes; default 1 MiB.</summary>
    public int MaxValueBytes { get; init; } = 1024 * 1024;

    /// <summary>Unwrapped content keys that are remembered; default 64.</summary>
    public int CachedContentKeys { get; init; } = 64;

    /// <summary>How long an unwrapped content key is remembered; default 60 minutes.</summary>
    public TimeSpan ContentKeyLifetime { get; init; } = TimeSpan.FromMinutes(60);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxValueBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CachedContentKeys, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ContentKeyLifetime, TimeSpan.Zero);
    }
}
