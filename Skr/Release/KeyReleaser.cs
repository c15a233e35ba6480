using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.Skr.Attest;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Telemetry;

namespace CcDemo.Skr.Release;

/// <summary>The secure key release: attest, have the vault release, verify, unwrap.</summary>
internal sealed class KeyReleaser(
    GuestAttester attester,
    VaultClient vault,
    WrappingKeyPool wrappingKeys,
    ReleasedKeyCache cache,
    TrustedRoots roots,
    AuditLog audit,
    SkrTelemetry telemetry,
    TimeProvider time)
{
    private const int NonceSize = 16;

    /// <summary>Releases a key, or answers with one that was released before, if keys are kept.</summary>
    /// <returns>The private key; the caller disposes it after use.</returns>
    /// <exception cref="RefusalException">The provider or the vault refuses, or what they answer does not hold.</exception>
    public async Task<PrivateJwk> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        if (cache.TryFind(request, out var kept, out var measurement))
        {
            audit.ReleasedFromCache(request, measurement);
            return kept;
        }

        return await ReleaseAnewAsync(request, cancellationToken);
    }

    /// <summary>Releases a key, whatever is kept.</summary>
    /// <returns>The private key; the caller disposes it after use.</returns>
    /// <exception cref="RefusalException">The provider or the vault refuses, or what they answer does not hold.</exception>
    public async Task<PrivateJwk> ReleaseAnewAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var activity = SkrTelemetry.Source.StartActivity("skr.release");
        activity?.SetTag("server.address", request.Vault.Authority);
        activity?.SetTag("skr.key", request.Key.ToString());
        GuestMeasurement? measurement = null;
        try
        {
            using var wrappingKey = await wrappingKeys.TakeAsync(cancellationToken);
            var attestation = await attester.AttestAsync(request.Provider, wrappingKey.RuntimeData, cancellationToken);
            measurement = attestation.Measurement;
            var nonce = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(NonceSize));
            var answer = await telemetry.RunAsync(Stage.VaultRelease, () => vault.ReleaseAsync(request, attestation.Token, nonce, cancellationToken));
            var released = telemetry.Run(Stage.ReleaseVerify, () => ReleasedKey.Verify(answer, request, nonce, wrappingKey.Id, roots));
            var key = telemetry.Run(Stage.Unwrap, () => Unwrap(released, wrappingKey));
            cache.Keep(request, key, measurement);
            telemetry.Released(accepted: true, time.GetElapsedTime(start));
            audit.Released(request, measurement);
            return key;
        }
        catch (RefusalException e)
        {
            telemetry.Released(accepted: false, time.GetElapsedTime(start));
            SkrTelemetry.Fail(activity, e);
            audit.NotReleased(request, measurement, e.Message);
            if (!e.IsOutage)
            {
                cache.Drop(request);
            }

            throw;
        }
    }

    private static PrivateJwk Unwrap(ReleasedKey released, WrappingKey wrappingKey)
    {
        byte[]? material = null;
        try
        {
            material = RsaAesKeyWrap.Unwrap(wrappingKey.Rsa, released.Algorithm, released.Ciphertext);
            return PrivateJwk.Write(released.KeyType, released.KeyOperations, material, released.ReleasePolicy);
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
}
