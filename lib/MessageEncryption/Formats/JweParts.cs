namespace CcDemo.MessageEncryption;

/// <summary>Where the five parts of a compact JWE lie in a value: header, encrypted key, IV, ciphertext, tag (RFC 7516 §7.1).</summary>
internal readonly record struct JweParts(Range Header, Range EncryptedKey, Range Iv, Range Ciphertext, Range Tag)
{
    /// <summary>Header and encrypted key with the dot between them: what all messages under one content key share.</summary>
    public Range Prefix => ..EncryptedKey.End;

    public static bool TrySplit(ReadOnlySpan<byte> value, out JweParts parts)
    {
        parts = default;
        Span<Range> ranges = stackalloc Range[6];
        var count = 0;
        foreach (var range in value.Split((byte)'.'))
        {
            if (count == ranges.Length)
            {
                return false;
            }

            ranges[count++] = range;
        }

        if (count != 5)
        {
            return false;
        }

        parts = new JweParts(ranges[0], ranges[1], ranges[2], ranges[3], ranges[4]);
        return true;
    }
}
