using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.KeyProvider;

/// <summary>A released key that unwraps. It is read from bytes: a string with a private key could not be cleared.</summary>
internal static class ReleasedRsaKey
{
    /// <summary>Reads a private RSA key from its JWK (RFC 7518, section 6.3).</summary>
    /// <exception cref="RefusalException">The key is of another type.</exception>
    public static RSA Import(ReadOnlySpan<byte> jwk)
    {
        var key = default(RSAParameters);
        try
        {
            var reader = new Utf8JsonReader(jwk);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Read(ref reader, ref key);
            }

            return RSA.Create(key);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            throw new RefusalException("The released key is no RSA private key; nothing was wrapped with it.", e);
        }
        finally
        {
            foreach (var value in (byte[]?[])[key.D, key.DP, key.DQ, key.P, key.Q, key.InverseQ])
            {
                CryptographicOperations.ZeroMemory(value);
            }
        }
    }

    private static void Read(ref Utf8JsonReader reader, ref RSAParameters key)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "n":
                key.Modulus = Decode(reader.ValueSpan);
                break;
            case "e":
                key.Exponent = Decode(reader.ValueSpan);
                break;
            case "d":
                key.D = Decode(reader.ValueSpan);
                break;
            case "p":
                key.P = Decode(reader.ValueSpan);
                break;
            case "q":
                key.Q = Decode(reader.ValueSpan);
                break;
            case "dp":
                key.DP = Decode(reader.ValueSpan);
                break;
            case "dq":
                key.DQ = Decode(reader.ValueSpan);
                break;
            case "qi":
                key.InverseQ = Decode(reader.ValueSpan);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    // Pinned, so that the garbage collector leaves no copy behind.
    private static byte[] Decode(ReadOnlySpan<byte> base64Url)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Base64Url.GetMaxDecodedLength(base64Url.Length), pinned: true);
        return Base64Url.DecodeFromUtf8(base64Url, bytes) == bytes.Length ? bytes : throw new FormatException("A member of the key is not base64url without padding.");
    }
}
