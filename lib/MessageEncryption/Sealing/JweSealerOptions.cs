namespace CcDemo.MessageEncryption;

/// <summary>How long one content key seals messages, and how large a text may be.</summary>
public sealed record JweSealerOptions
{
    /// <summary>Random 96-bit IVs allow 2^32 messages under one AES-GCM key (NIST SP 800-38D §8.3).</summary>
    internal const long MessagesThatIvsAllow = 1L << 32;

    /// <summary>Messages sealed with one content key before it is replaced; default 1,000,000, at most 2^32.</summary>
    public long MessagesPerContentKey { get; init; } = 1_000_000;

    /// <summary>Age at which a content key is replaced; default 60 minutes.</summary>
    public TimeSpan ContentKeyLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The longest text in UTF-8 bytes; the default, 512 KiB, stays below a broker's usual 1 MB once encoded.</summary>
    public int MaxTextBytes { get; init; } = 512 * 1024;

    /// <summary>
    /// Whether each message is bound to its Kafka key, so that one that was given another key, or lost its own, is refused.
    /// A line with the key's SHA-256 then stands before the text, for other JOSE libraries too. Default false.
    /// </summary>
    public bool BindMessageKeys { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MessagesPerContentKey, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MessagesPerContentKey, MessagesThatIvsAllow);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ContentKeyLifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTextBytes, 1);
    }
}
