namespace CcDemo.MessageEncryption;

/// <summary>Sizes of a JWE as this project seals and accepts it.</summary>
internal static class JweLimits
{
    public const int ContentKeyBytes = 32;
    public const int IvBytes = 12;
    public const int TagBytes = 16;

    public const int IvCharacters = 16;
    public const int TagCharacters = 22;

    /// <summary>A header holds four short members; more than this is not one of ours.</summary>
    public const int HeaderCharacters = 4096;
}
