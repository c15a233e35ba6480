namespace CcDemo.Consumer.Keys;

/// <summary>Why a key is not, or no longer, held, as a sentence.</summary>
internal static class KeyRefusalText
{
    /// <summary>Whether the vault refuses because the version was disabled, which is how one is revoked.</summary>
    public static bool IsRevocation(string reason) => reason.Contains("disabled key", StringComparison.OrdinalIgnoreCase);

    /// <summary>The sentence.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="reason">What was said by whoever refused.</param>
    public static string Of(string keyId, string reason)
        => IsRevocation(reason) ? $"The key '{keyId}' was revoked: it is disabled in the vault. {reason}" : $"The key '{keyId}' was refused: {reason}";
}
