using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Configuration;
using CcDemo.AzureEmulator.Listeners;
using CcDemo.AzureEmulator.Signing;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>Writes attestation tokens: JWTs, RS256, with the service's claims for SEV-SNP.</summary>
internal sealed class AttestationTokens(AttestationSigningKey signingKey, ListenerAddresses addresses, IOptions<EmulatorOptions> options, TimeProvider time)
{
    /// <summary>What a guest for confidential pods complies with whose utility VM is endorsed.</summary>
    public const string EndorsedPodStatus = "azure-signed-katacc-uvm";

    private const string Policy = "version= 1.0;\nauthorizationrules\n{\n\t=> permit();\n};\n\nissuancerules\n{\n};\n";
    private static readonly string _policyHash = Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(Base64UrlText.Encode(Encoding.UTF8.GetBytes(Policy)))));

    /// <summary>A token for evidence that has been verified.</summary>
    /// <param name="request">The evidence.</param>
    /// <param name="endorsedSvn">The utility VM's endorsed security version, or null when nobody vouches for it.</param>
    /// <param name="cancellationToken">Ends the wait for the signing key.</param>
    public async Task<string> IssueAsync(AttestationRequest request, int? endorsedSvn, CancellationToken cancellationToken)
    {
        var published = await signingKey.PublicAsync(cancellationToken);
        return CompactJws.Sign(
            await signingKey.KeyAsync(cancellationToken),
            header =>
            {
                header.WriteString("alg", "RS256");
                header.WriteString("jku", $"{addresses.Maa}/certs");
                header.WriteString("kid", published.Kid);
                header.WriteString("typ", "JWT");
            },
            claims =>
            {
                WriteRegistered(claims, request);
                WriteProvider(claims, request, endorsedSvn);
                SnpClaims.Write(claims, request.Report, endorsedSvn);
            });
    }

    private void WriteRegistered(Utf8JsonWriter claims, AttestationRequest request)
    {
        var expires = time.GetUtcNow() + options.Value.TokenLifetime;
        // A token that has expired already was valid once, as a real one would have been.
        var issued = options.Value.TokenLifetime > TimeSpan.Zero ? time.GetUtcNow() : expires.AddHours(-8);
        claims.WriteNumber("exp", expires.ToUnixTimeSeconds());
        claims.WriteNumber("iat", issued.ToUnixTimeSeconds());
        claims.WriteString("iss", addresses.Maa);
        claims.WriteString("jti", RandomNumberGenerator.GetHexString(64, lowercase: true));
        claims.WriteNumber("nbf", issued.ToUnixTimeSeconds());
        if (request.Nonce is { } nonce)
        {
            claims.WriteString("nonce", nonce);
        }
    }

    private static void WriteProvider(Utf8JsonWriter claims, AttestationRequest request, int? endorsedSvn)
    {
        claims.WriteString("x-ms-attestation-type", "sevsnpvm");
        if (endorsedSvn is not null)
        {
            claims.WriteString("x-ms-compliance-status", EndorsedPodStatus);
        }

        claims.WriteString("x-ms-policy-hash", _policyHash);
        if (request.InitTimeData?.Claims is { } init)
        {
            claims.WritePropertyName("x-ms-inittime");
            init.WriteTo(claims);
        }

        if (request.RuntimeData?.Claims is { } runtime)
        {
            claims.WritePropertyName("x-ms-runtime");
            runtime.WriteTo(claims);
        }

        claims.WriteString("x-ms-ver", "1.0");
    }
}
