using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>The message key as it is wanted: RSA in an HSM, for sealing and opening messages, released under one policy.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="ReleasePolicy">The release policy's text; null for a key that cannot leave the vault, which the demo's refusal <c>no-release-policy</c> makes.</param>
internal sealed record KeyRequest(string Name, string? ReleasePolicy)
{
    /// <summary>The length of the modulus.</summary>
    public const int SizeInBits = 3072;

    /// <summary>What the key is used for.</summary>
    public static IReadOnlyList<KeyOperation> Operations { get; } = [KeyOperation.WrapKey, KeyOperation.UnwrapKey, KeyOperation.Encrypt, KeyOperation.Decrypt];

    /// <summary>Whether a new version is made even if the key that is there would serve.</summary>
    public bool NewVersion { get; init; }

    /// <summary>Whether a key that is not there is a mistake, and not to be created.</summary>
    public bool MustExist { get; init; }
}
