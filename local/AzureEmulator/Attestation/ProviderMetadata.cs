using System.Text.Json;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>The provider's OpenID Connect metadata.</summary>
internal sealed record ProviderMetadata(
    string Issuer,
    string JwksUri,
    string RevocationEndpoint,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> IdTokenSigningAlgValuesSupported,
    IReadOnlyList<string> ClaimsSupported)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
