using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>A vault's answer to a release, verified: the key still wrapped.</summary>
/// <param name="KeyType">The type of the key, such as <c>RSA-HSM</c>.</param>
/// <param name="KeyOperations">What the key may be used for.</param>
/// <param name="Algorithm">How it is wrapped.</param>
/// <param name="Ciphertext">The wrapped key.</param>
/// <param name="ReleasePolicy">The release policy that the vault says it judged by, in base64url; null when it does not say.</param>
internal sealed record ReleasedKey(string KeyType, IReadOnlyList<string> KeyOperations, KeyWrapAlgorithm Algorithm, byte[] Ciphertext, string? ReleasePolicy)
{
    /// <summary>How released keys are asked to be wrapped; a vault that wraps in another way is refused.</summary>
    public const KeyWrapAlgorithm Wrapping = KeyWrapAlgorithm.RsaAesKeyWrap256;

    private const int LongestPolicy = 8 * 1024;

    /// <summary>Verifies signature, chain, name, key, wrapping and nonce of the signed answer of a vault or managed HSM.</summary>
    /// <param name="jws">The answer.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="nonce">The nonce that was sent.</param>
    /// <param name="wrappingKeyId">The identifier of the key that it must be wrapped to.</param>
    /// <param name="roots">The roots that the signer must go back to.</param>
    /// <exception cref="RefusalException">Something does not hold.</exception>
    public static ReleasedKey Verify(string jws, ReleaseRequest request, string nonce, string wrappingKeyId, TrustedRoots roots)
    {
        try
        {
            var parts = jws.Split('.');
            if (parts.Length != 3)
            {
                throw new RefusalException($"The vault's answer has {parts.Length} parts; a signed one has three.");
            }

            using var header = JsonDocument.Parse(Base64UrlText.Decode(parts[0]));
            VerifySigner(header.RootElement, parts, request, roots);
            using var payload = JsonDocument.Parse(Base64UrlText.Decode(parts[1]));
            return Read(payload.RootElement, request, nonce, wrappingKeyId);
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} answered with something that is no released key.", e);
        }
    }

    private static void VerifySigner(JsonElement header, string[] parts, ReleaseRequest request, TrustedRoots roots)
    {
        if (header.TryGetProperty("crit", out _))
        {
            throw new RefusalException("The header of the vault's answer demands extensions ('crit', RFC 7515) that are not known.");
        }

        var chain = new X509Certificate2Collection();
        try
        {
            foreach (var certificate in header.GetProperty("x5c").EnumerateArray())
            {
                chain.Add(X509CertificateLoader.LoadCertificate(certificate.GetBytesFromBase64()));
            }

            var leaf = chain[0];
            if (header.TryGetProperty("x5t#S256", out var thumbprint) && !thumbprint.ValueEquals(Base64UrlText.Encode(leaf.GetCertHash(HashAlgorithmName.SHA256))))
            {
                throw new RefusalException("The vault's answer names another signing certificate (x5t#S256) than it carries.");
            }

            if (!VerifySignature(leaf, header.GetProperty("alg").GetString(), parts))
            {
                throw new RefusalException("The signature of the vault's answer does not verify under its certificate.");
            }

            if (!leaf.MatchesHostname(request.Vault.Host, allowWildcards: true, allowCommonName: false))
            {
                throw new RefusalException($"The vault's answer was signed in the name of '{leaf.Subject}', not of '{request.Vault.Host}'.");
            }

            using var builder = new X509Chain { ChainPolicy = roots.CreatePolicy() };
            builder.ChainPolicy.ExtraStore.AddRange(chain);
            if (!builder.Build(leaf))
            {
                throw new RefusalException($"The vault's answer was signed with a certificate that goes back to no trusted root: {string.Join(", ", builder.ChainStatus.Select(status => status.Status))}.");
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException("The certificate chain is empty.", e);
        }
        finally
        {
            foreach (var certificate in chain)
            {
                certificate.Dispose();
            }
        }
    }

    private static bool VerifySignature(X509Certificate2 leaf, string? algorithm, string[] parts)
    {
        (HashAlgorithmName, RSASignaturePadding)? scheme = algorithm switch
        {
            "RS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => null,
        };
        using var key = leaf.GetRSAPublicKey();
        return scheme is var (hash, padding)
            && key is { KeySize: >= 2048 }
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlText.Decode(parts[2]), hash, padding);
    }

    private static ReleasedKey Read(JsonElement payload, ReleaseRequest request, string nonce, string wrappingKeyId)
    {
        var asked = payload.GetProperty("request");
        var bundle = payload.GetProperty("response").GetProperty("key");
        var key = bundle.GetProperty("key");
        Require(request.Key, key.GetProperty("kid").GetString(), request.Vault);
        if (asked.TryGetProperty("kid", out var askedFor))
        {
            // The vault repeats the name, and the version only when the request had one.
            Require(request.Key with { Version = null }, askedFor.GetString(), request.Vault);
        }

        if (!asked.TryGetProperty("nonce", out var repeated))
        {
            throw new RefusalException("The vault's answer lacks the nonce that was sent: whether it was made for this request cannot be known.");
        }

        if (!repeated.ValueEquals(nonce))
        {
            throw new RefusalException("The vault's answer repeats another nonce than the one that was sent: it was made for another request.");
        }

        if (!asked.GetProperty("enc").ValueEquals(Wrapping.ToName()))
        {
            throw new RefusalException($"The vault wrapped the key by '{asked.GetProperty("enc")}', though {Wrapping.ToName()} was asked for.");
        }

        using var wrapped = JsonDocument.Parse(Base64UrlText.Decode(key.GetProperty("key_hsm").GetString()!));
        VerifyWrapping(wrapped.RootElement, wrappingKeyId);
        return new ReleasedKey(
            key.GetProperty("kty").GetString()!,
            key.TryGetProperty("key_ops", out var operations) && operations.ValueKind == JsonValueKind.Array ? [.. operations.EnumerateArray().Select(operation => operation.GetString()!)] : [],
            Wrapping,
            Base64UrlText.Decode(wrapped.RootElement.GetProperty("ciphertext").GetString()!),
            ReadPolicy(bundle));
    }

    // It goes into a header of the answer, so it has to be what it should be: base64url, and not too long.
    private static string? ReadPolicy(JsonElement bundle)
        => bundle.TryGetProperty("release_policy", out var policy)
            && policy.ValueKind == JsonValueKind.Object
            && policy.TryGetProperty("data", out var data)
            && data.ValueKind == JsonValueKind.String
            && data.GetString() is { Length: > 0 and <= LongestPolicy } text
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? text
                : null;

    private static void Require(KeyReference wanted, string? identifier, ServiceEndpoint vault)
    {
        if (!wanted.Matches(identifier ?? string.Empty, vault.Host))
        {
            throw new RefusalException($"The vault answered with the key '{identifier}', not with {wanted}.");
        }
    }

    // The header of key_hsm repeats by what the key was wrapped, and to which key.
    private static void VerifyWrapping(JsonElement wrapped, string wrappingKeyId)
    {
        if (!wrapped.TryGetProperty("header", out var header))
        {
            return;
        }

        if (header.TryGetProperty("kid", out var target) && !target.ValueEquals(wrappingKeyId))
        {
            throw new RefusalException("The vault wrapped the key to another key than the one that was attested.");
        }

        if (header.TryGetProperty("enc", out var algorithm) && !algorithm.ValueEquals(Wrapping.ToName()))
        {
            throw new RefusalException($"The vault wrapped the key by '{algorithm}', though {Wrapping.ToName()} was asked for.");
        }
    }
}
