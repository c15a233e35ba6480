using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Configuration;
using CcDemo.AzureEmulator.Json;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Identity;

/// <summary>Issues access tokens (JWT, ES256) and judges them. The key is this process's own: a token of another emulator is worth nothing here.</summary>
internal sealed class AccessTokens(IOptions<EmulatorOptions> options, IdentityDirectory identities, TimeProvider time) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    private string Issuer => $"https://sts.windows.net/{options.Value.Tenant}/";

    public AccessToken Issue(ManagedIdentity identity, string resource)
    {
        var now = time.GetUtcNow();
        var expires = now + Lifetime;
        var header = Utf8JsonObject.Write(json =>
        {
            json.WriteString("alg", "ES256");
            json.WriteString("typ", "JWT");
        });
        var payload = Utf8JsonObject.Write(json =>
        {
            json.WriteString("aud", resource);
            json.WriteString("iss", Issuer);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("nbf", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
            json.WriteString("appid", identity.ClientId);
            json.WriteString("idtyp", "app");
            json.WriteString("oid", identity.ObjectId);
            json.WriteString("sub", identity.ObjectId);
            json.WriteString("tid", options.Value.Tenant);
            json.WriteString("ver", "1.0");
        });
        var input = $"{Base64UrlText.Encode(header)}.{Base64UrlText.Encode(payload)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        return new AccessToken($"{input}.{Base64UrlText.Encode(signature)}", expires);
    }

    /// <summary>Whose token this is.</summary>
    /// <param name="token">The token as it was sent.</param>
    /// <param name="audience">The resource that it must be for.</param>
    /// <exception cref="FormatException">The token is not valid; the message is a sentence that says why.</exception>
    public ManagedIdentity Authenticate(string token, string audience)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            throw new FormatException("The bearer token is not a JSON web token.");
        }

        if (!_key.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlText.Decode(parts[2]), HashAlgorithmName.SHA256))
        {
            throw new FormatException("The bearer token's signature does not verify: this emulator did not issue it.");
        }

        // From here on the token is our own, so its members are known to be there.
        using var payload = JsonDocument.Parse(Base64UrlText.Decode(parts[1]));
        var issuedFor = payload.RootElement.GetProperty("aud").GetString()!;
        if (!string.Equals(issuedFor.TrimEnd('/'), audience, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"The bearer token is for '{issuedFor}', not for '{audience}'.");
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(payload.RootElement.GetProperty("exp").GetInt64());
        if (expires <= time.GetUtcNow())
        {
            throw new FormatException($"The bearer token expired at {expires:u}.");
        }

        return identities.Find(payload.RootElement.GetProperty("appid").GetString())
            ?? throw new FormatException("The bearer token names an identity that does not exist.");
    }

    public void Dispose() => _key.Dispose();
}
