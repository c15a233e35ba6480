using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>
/// A token of Microsoft Azure Attestation about an SEV-SNP guest: a signed JWT (RS256). Parsing says nothing about
/// authenticity; <see cref="Verify"/> does.
/// </summary>
public sealed class MaaToken
{
    private const string Prefix = "x-ms-sevsnpvm-";

    /// <summary>How far the provider's clock may be ahead of ours.</summary>
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(1);

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private MaaToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature)
    {
        _signed = signed;
        _signature = signature;
        Claims = claims;
        Algorithm = Text(header, "alg") ?? string.Empty;
        KeyId = Text(header, "kid") ?? string.Empty;
        JwksUri = Text(header, "jku") ?? string.Empty;
        HasCriticalParameters = header.TryGetProperty("crit", out _);
        Issuer = Text(claims, "iss") ?? throw new FormatException("The attestation token names no issuer ('iss').");
        ExpiresAt = Time(claims, "exp") ?? throw new FormatException("The attestation token names no expiry ('exp').");
        NotBefore = Time(claims, "nbf") ?? DateTimeOffset.MinValue;
    }

    /// <summary>The algorithm of the signature, as the header says it.</summary>
    public string Algorithm { get; }

    /// <summary>The identifier of the key that signed.</summary>
    public string KeyId { get; }

    /// <summary>Where the token says that its issuer's keys are. Do not fetch from there: derive the address from the provider that was asked.</summary>
    public string JwksUri { get; }

    /// <summary>Whether the header demands the understanding of extensions (<c>crit</c>, RFC 7515 section 4.1.11); none is known here.</summary>
    public bool HasCriticalParameters { get; }

    /// <summary>The provider that issued the token.</summary>
    public string Issuer { get; }

    /// <summary>Until when the token holds.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>From when on the token holds; the smallest time when it does not say.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>All claims.</summary>
    public JsonElement Claims { get; }

    /// <summary>The kind of hardware: <c>sevsnpvm</c>.</summary>
    public string? AttestationType => Text(Claims, "x-ms-attestation-type");

    /// <summary>What the guest was found to comply with, such as <c>azure-signed-katacc-uvm</c>.</summary>
    public string? ComplianceStatus => Text(Claims, "x-ms-compliance-status");

    /// <summary>What the host bound to the guest at launch, lower-case hexadecimal of 32 bytes.</summary>
    public string? HostData => Text(Claims, Prefix + "hostdata");

    /// <summary>What the guest put into its report, lower-case hexadecimal of 64 bytes.</summary>
    public string? ReportData => Text(Claims, Prefix + "reportdata");

    /// <summary>The measurement of the guest at launch, lower-case hexadecimal of 48 bytes.</summary>
    public string? LaunchMeasurement => Text(Claims, Prefix + "launchmeasurement");

    /// <summary>Whether the host may debug the guest; null when the token does not say.</summary>
    public bool? IsDebuggable => Claims.TryGetProperty(Prefix + "is-debuggable", out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    /// <summary>The privilege level that asked for the report; null when the token does not say.</summary>
    public int? Vmpl => Claims.TryGetProperty(Prefix + "vmpl", out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var level)
            ? level
            : null;

    /// <summary>The nonce of the request in text form, whether it came as a string or as a number.</summary>
    public string? Nonce => Claims.TryGetProperty("nonce", out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>The runtime data (<c>x-ms-runtime</c>); undefined when there is none.</summary>
    public JsonElement Runtime => Claims.TryGetProperty("x-ms-runtime", out var value) ? value : default;

    /// <summary>The keys of the runtime data; empty when there are none.</summary>
    /// <exception cref="FormatException">A key has a member of the wrong type.</exception>
    public IReadOnlyList<Jwk> RuntimeKeys
        => Runtime.ValueKind == JsonValueKind.Object && Runtime.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(Jwk.Parse)]
            : [];

    /// <summary>Reads a token without verifying it.</summary>
    /// <exception cref="FormatException">The text is not a JWT with an issuer and an expiry.</exception>
    public static MaaToken Parse(string jwt)
    {
        ArgumentNullException.ThrowIfNull(jwt);
        var parts = jwt.Split('.');
        if (parts.Length != 3)
        {
            throw new FormatException($"The attestation token has {parts.Length} parts; a signed JWT has three.");
        }

        try
        {
            return new MaaToken(
                Json(parts[0]),
                Json(parts[1]),
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64UrlText.Decode(parts[2]));
        }
        catch (JsonException)
        {
            throw new FormatException("The attestation token's header or claims are not JSON objects.");
        }
    }

    /// <summary>Checks signature, issuer and times.</summary>
    /// <param name="keys">The provider's signing keys, from its <c>/certs</c>.</param>
    /// <param name="expectedIssuer">The provider that was asked; a trailing slash makes no difference.</param>
    /// <param name="now">The time at which the token must hold.</param>
    public Verdict Verify(IReadOnlyCollection<Jwk> keys, string expectedIssuer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(expectedIssuer);
        if (Algorithm != "RS256")
        {
            return Verdict.Refuse("TokenAlgorithm", $"The attestation token is signed with '{Algorithm}'; only RS256 is accepted.");
        }

        if (HasCriticalParameters)
        {
            return Verdict.Refuse("TokenCritical", "The attestation token's header demands extensions ('crit') that are not known.");
        }

        if (!string.Equals(Issuer.TrimEnd('/'), expectedIssuer.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            return Verdict.Refuse("TokenIssuer", $"The attestation token was issued by '{Issuer}', not by '{expectedIssuer}'.");
        }

        if (keys.FirstOrDefault(key => key.Kid == KeyId && key.Kty == "RSA") is not { } signer)
        {
            return Verdict.Refuse("TokenKey", $"The attestation token names the signing key '{KeyId}', which '{expectedIssuer}' does not publish.");
        }

        if (!VerifySignature(signer))
        {
            return Verdict.Refuse("TokenSignature", $"The signature of the attestation token does not verify under the key '{KeyId}' of '{expectedIssuer}'.");
        }

        if (now >= ExpiresAt)
        {
            return Verdict.Refuse("TokenExpired", $"The attestation token expired at {ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC.");
        }

        return now + _clockSkew < NotBefore
            ? Verdict.Refuse("TokenNotYetValid", $"The attestation token holds only from {NotBefore:yyyy-MM-dd HH:mm:ss} UTC.")
            : Verdict.Accept;
    }

    private bool VerifySignature(Jwk signer)
    {
        try
        {
            using var rsa = SigningKey(signer);
            return rsa.KeySize >= 2048 && rsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    // The service publishes its keys as certificates, sometimes without the bare modulus.
    private static RSA SigningKey(Jwk signer)
    {
        if (signer is { N: not null, E: not null } || signer.X5c is not { Count: > 0 } chain)
        {
            return signer.ToRsa();
        }

        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(chain[0]));
        return certificate.GetRSAPublicKey()
            ?? throw new FormatException("The signing certificate has no RSA key.");
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64UrlText.Decode(part));
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new FormatException("The attestation token's header or claims are not JSON objects.");
    }

    private static string? Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return null;
        }

        // The range of DateTimeOffset.FromUnixTimeSeconds.
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= -62135596800 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw new FormatException($"The claim '{name}' of the attestation token is not a time.");
    }
}
