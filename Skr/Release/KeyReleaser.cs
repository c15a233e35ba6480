using System.Diagnostics;
using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.Skr.Attest;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Telemetry;

namespace CcDemo.Skr.Release;

/// <summary>The secure key release: attest, have the vault release, verify, unwrap.</summary>
internal sealed partial class KeyReleaser(
    GuestAttester attester,
    VaultClient vault,
    TrustedRoots roots,
    SkrTelemetry telemetry,
    TimeProvider time,
    ILogger<KeyReleaser> logger)
{
    private const int NonceSize = 16;

    /// <returns>The private key; the caller disposes it after use.</returns>
    /// <exception cref="RefusalException">The provider or the vault refuses, or what they answer does not hold.</exception>
    public async Task<PrivateJwk> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var activity = SkrTelemetry.Source.StartActivity("skr.release");
        activity?.SetTag("server.address", request.Vault.Authority);
        activity?.SetTag("skr.key", request.Key.ToString());
        try
        {
            using var wrappingKey = WrappingKey.Create();
            var token = await attester.AttestAsync(request.Provider, wrappingKey.RuntimeData, cancellationToken);
            var nonce = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(NonceSize));
            var answer = await vault.ReleaseAsync(request, token, nonce, cancellationToken);
            var key = Unwrap(ReleasedKey.Verify(answer, request, nonce, wrappingKey.Id, roots), wrappingKey);
            telemetry.Released(accepted: true, time.GetElapsedTime(start));
            Log.Released(logger, request.Key.ToString(), request.Vault.Authority, request.Provider.Authority);
            return key;
        }
        catch (RefusalException e)
        {
            telemetry.Released(accepted: false, time.GetElapsedTime(start));
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            Log.NotReleased(logger, request.Key.ToString(), request.Vault.Authority, request.Provider.Authority, e.Message);
            throw;
        }
    }

    private static PrivateJwk Unwrap(ReleasedKey released, WrappingKey wrappingKey)
    {
        using var activity = SkrTelemetry.Source.StartActivity("skr.unwrap");
        byte[]? material = null;
        try
        {
            material = RsaAesKeyWrap.Unwrap(wrappingKey.Rsa, released.Algorithm, released.Ciphertext);
            return PrivateJwk.Write(released.KeyType, released.KeyOperations, material);
        }
        catch (CryptographicException e)
        {
            throw new RefusalException("The released key cannot be unwrapped: it was wrapped to another key, or was changed.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "AUDIT key {Key} of {Vault} released on the word of {Provider}.")]
        public static partial void Released(ILogger logger, string key, string vault, string provider);

        [LoggerMessage(LogLevel.Warning, "AUDIT key {Key} of {Vault} not released on the word of {Provider}: {Reason}")]
        public static partial void NotReleased(ILogger logger, string key, string vault, string provider, string reason);
    }
}
