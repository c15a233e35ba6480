using System.Text.Json;

namespace CcDemo.Skr.KeyProvider;

/// <summary>What <c>KEYPATH-info.json</c> says of a key: where its public half lies, and who releases the private one.</summary>
/// <param name="PublicKeyPath">The PEM file with the public key (SubjectPublicKeyInfo).</param>
/// <param name="VaultEndpoint">The vault that holds the private key, <c>HOST[:PORT]</c>.</param>
/// <param name="ProviderEndpoint">The attestation provider that the vault trusts, <c>HOST[:PORT]</c>.</param>
internal sealed record WrappingKeyInfo(string PublicKeyPath, string VaultEndpoint, string ProviderEndpoint)
{
    /// <exception cref="FormatException">The text is no JSON object of texts.</exception>
    public static WrappingKeyInfo Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new WrappingKeyInfo(
                LenientJson.Text(document.RootElement, "public_key_path"),
                LenientJson.Text(document.RootElement, "kms_endpoint"),
                LenientJson.Text(document.RootElement, "attester_endpoint"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is not JSON.", e);
        }
    }
}
