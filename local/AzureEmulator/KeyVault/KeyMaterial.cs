using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A key's material: what everyone may see of it, and what leaves the vault wrapped only.</summary>
/// <param name="KeyType">The kind as the vault names it, such as <c>RSA-HSM</c>.</param>
/// <param name="Public">The public half.</param>
/// <param name="Private">PKCS#8 of an RSA or EC key, the bytes of a symmetric one.</param>
internal sealed record KeyMaterial(string KeyType, Jwk Public, byte[] Private)
{
    private const string HardwareSuffix = "-HSM";

    /// <summary>Whether an HSM holds the key; the software twin of a kind cannot be exported.</summary>
    public bool IsHardwareProtected => KeyType.EndsWith(HardwareSuffix, StringComparison.Ordinal);

    public static KeyMaterial FromRsa(string keyType, RSA key) => new(keyType, Jwk.FromRsa(key), key.ExportPkcs8PrivateKey());

    public static KeyMaterial FromEcdsa(string keyType, ECDsa key) => new(keyType, Jwk.FromEcdsa(key), key.ExportPkcs8PrivateKey());

    /// <summary>Takes a key that is brought to the vault.</summary>
    /// <param name="json">A JWK with its private half.</param>
    /// <param name="hardware">Whether an HSM is to hold it.</param>
    /// <exception cref="AzureErrorException">The JWK is not complete.</exception>
    public static KeyMaterial Import(JsonElement json, bool hardware)
    {
        try
        {
            var jwk = Jwk.Parse(json);
            if (!jwk.HasPrivateKey)
            {
                throw AzureErrorException.BadParameter("The key to import has no private half.");
            }

            var kind = jwk.Kty.Replace(HardwareSuffix, "", StringComparison.Ordinal);
            var keyType = hardware || kind != jwk.Kty ? kind + HardwareSuffix : kind;
            switch (kind)
            {
                case "RSA":
                    using (var rsa = jwk.ToRsa())
                    {
                        return FromRsa(keyType, rsa);
                    }

                case "EC":
                    using (var ecdsa = jwk.ToEcdsa())
                    {
                        return FromEcdsa(keyType, ecdsa);
                    }

                case "oct":
                    return new KeyMaterial(keyType, new Jwk { Kty = "oct" }, Base64UrlText.Decode(jwk.K!));
                default:
                    throw AzureErrorException.BadParameter($"A key of kind '{jwk.Kty}' cannot be imported: RSA, EC and oct can.");
            }
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw AzureErrorException.BadParameter($"The key to import is not usable: {e.Message}");
        }
    }

    /// <summary>Writes the public members of the JWK.</summary>
    public void WritePublic(Utf8JsonWriter json)
    {
        WriteIfPresent("n", Public.N);
        // The vault writes 65537 in four octets.
        WriteIfPresent("e", Public.E == "AQAB" ? "AAEAAQ" : Public.E);
        WriteIfPresent("crv", Public.Crv);
        WriteIfPresent("x", Public.X);
        WriteIfPresent("y", Public.Y);

        void WriteIfPresent(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }

    /// <summary>The private half is a secret, and records print what they hold.</summary>
    public override string ToString() => $"KeyMaterial {{ KeyType = {KeyType} }}";
}
