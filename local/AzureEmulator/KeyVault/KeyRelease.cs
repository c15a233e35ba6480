using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>Lets a key go, wrapped for an attested environment, and only if the key's policy is satisfied.</summary>
internal sealed partial class KeyRelease(KeyStore store, TargetVerifier verifier, ReleaseSigner signer, KeyJson keyJson, TimeProvider time, ILogger<KeyRelease> logger)
{
    /// <summary>The signed answer with the wrapped key.</summary>
    /// <exception cref="AzureErrorException">The release is refused; the message says why.</exception>
    public async Task<string> ReleaseAsync(string name, string? versionName, ReleaseRequest request, CancellationToken cancellationToken)
    {
        using var activity = EmulatorActivity.Source.StartActivity("release");
        activity?.SetTag("az.keyvault.key.name", name);
        try
        {
            var (key, version) = store.Get(name, versionName);
            activity?.SetTag("az.keyvault.key.version", version.Version);
            var policy = RequireReleasable(key, version);
            var wrappingKey = await verifier.VerifyAsync(request.Target, policy, cancellationToken);
            var answer = await SignAsync(key, version, versionName, request, wrappingKey, cancellationToken);
            Log.Released(logger, keyJson.Id(name, version.Version), wrappingKey.Kid!, request.Algorithm);
            return answer;
        }
        catch (AzureErrorException e)
        {
            activity.Refuse(e.Message);
            throw;
        }
    }

    private ReleasePolicy RequireReleasable(VaultKey key, KeyVersion version)
    {
        if (!version.Exportable || key.ReleasePolicy is not { } policy)
        {
            throw AzureErrorException.Forbidden($"Operation release is not permitted on this key: {key.Name} is not exportable and has no release policy.", "KeyOperationForbidden");
        }

        if (!version.Enabled)
        {
            throw AzureErrorException.Forbidden("Operation release is not allowed on a disabled key.", "KeyDisabled");
        }

        if (version.IsOutsideItsTimesAt(time.GetUtcNow()))
        {
            throw AzureErrorException.Forbidden($"Operation release is not allowed on a key outside its times: {key.Name}/{version.Version}.", "ForbiddenByPolicy");
        }

        return policy.Policy;
    }

    private async Task<string> SignAsync(VaultKey key, KeyVersion version, string? versionName, ReleaseRequest request, Jwk wrappingKey, CancellationToken cancellationToken)
    {
        var keyHsm = Utf8JsonObject.Write(json => WriteKeyHsm(json, version, request.Algorithm, wrappingKey));
        return await signer.SignAsync(
            payload =>
            {
                payload.WriteStartObject("request");
                payload.WriteString("api-version", request.ApiVersion.Name);
                payload.WriteString("enc", request.Algorithm.ToName());
                payload.WriteString("kid", string.IsNullOrEmpty(versionName) ? keyJson.Id(key.Name) : keyJson.Id(key.Name, versionName));
                if (request.Nonce is { } nonce)
                {
                    payload.WriteString("nonce", nonce);
                }

                payload.WriteEndObject();
                payload.WriteStartObject("response");
                payload.WriteStartObject("key");
                keyJson.WriteBundle(payload, key, version, jwk => jwk.WriteString("key_hsm", Base64UrlText.Encode(keyHsm)));
                payload.WriteEndObject();
                payload.WriteEndObject();
            },
            cancellationToken);
    }

    private static void WriteKeyHsm(Utf8JsonWriter json, KeyVersion version, KeyWrapAlgorithm algorithm, Jwk wrappingKey)
    {
        using var target = wrappingKey.ToRsa();
        json.WriteString("schema_version", "1.0");
        json.WriteStartObject("header");
        json.WriteString("kid", wrappingKey.Kid);
        json.WriteString("alg", "dir");
        json.WriteString("enc", algorithm.ToName());
        json.WriteEndObject();
        json.WriteString("ciphertext", Base64UrlText.Encode(RsaAesKeyWrap.Wrap(target, algorithm, version.Material.Private)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Released {KeyId} to the environment with the wrapping key {WrappingKey}, by {Algorithm}.")]
        public static partial void Released(ILogger logger, string keyId, string wrappingKey, KeyWrapAlgorithm algorithm);
    }
}
