using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A request for the release of a key.</summary>
/// <param name="Target">The attestation token of the environment that the key is to go to.</param>
/// <param name="Nonce">A value that the answer repeats, or null.</param>
/// <param name="Algorithm">How the key is wrapped.</param>
/// <param name="ApiVersion">The version of the API that was asked.</param>
internal sealed record ReleaseRequest(string Target, string? Nonce, KeyWrapAlgorithm Algorithm, VaultApiVersion ApiVersion)
{
    public static ReleaseRequest Parse(JsonElement body, VaultApiVersion apiVersion)
    {
        if (!apiVersion.KnowsRelease)
        {
            throw AzureErrorException.BadParameter("AKV.SKR.1001: The release of keys needs a premium vault and the api-version 7.3 or newer.");
        }

        var target = body.Text("target", AzureErrorException.BadParameter);
        if (string.IsNullOrEmpty(target))
        {
            throw AzureErrorException.BadParameter("The member 'target' is missing: send the attestation token of the environment that the key is to go to.");
        }

        var enc = body.Text("enc", AzureErrorException.BadParameter) ?? KeyWrapAlgorithm.CkmRsaAesKeyWrap.ToName();
        return KeyWrapAlgorithms.TryParse(enc, out var algorithm)
            ? new ReleaseRequest(target, body.Text("nonce", AzureErrorException.BadParameter), algorithm, apiVersion)
            : throw AzureErrorException.BadParameter($"The algorithm '{enc}' is not supported: use CKM_RSA_AES_KEY_WRAP, RSA_AES_KEY_WRAP_256 or RSA_AES_KEY_WRAP_384.");
    }
}
