using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>
/// A released key as JWK in UTF-8, members in alphabetical order. It is written from bytes to bytes: a string with a
/// private key could not be cleared.
/// </summary>
internal sealed class PrivateJwk : IDisposable
{
    private const int Capacity = 16 * 1024;
    private readonly ArrayBufferWriter<byte> _json = new(Capacity);

    private PrivateJwk()
    {
    }

    /// <summary>The JSON; cleared when this object is disposed.</summary>
    public ReadOnlySpan<byte> Json => _json.WrittenSpan;

    /// <summary>Writes a key.</summary>
    /// <param name="keyType">The vault's type of the key.</param>
    /// <param name="operations">What it may be used for; left out when empty.</param>
    /// <param name="material">PKCS#8 of an RSA or EC key, or a raw symmetric key.</param>
    /// <exception cref="RefusalException">The type is not known.</exception>
    /// <exception cref="CryptographicException">The material is not of that type.</exception>
    public static PrivateJwk Write(string keyType, IReadOnlyList<string> operations, ReadOnlySpan<byte> material)
    {
        var jwk = new PrivateJwk();
        try
        {
            using var writer = new Utf8JsonWriter(jwk._json, JsonAnswer.Options);
            writer.WriteStartObject();
            switch (keyType)
            {
                case "RSA" or "RSA-HSM":
                    WriteRsa(writer, operations, material);
                    break;
                case "EC" or "EC-HSM":
                    WriteEc(writer, operations, material);
                    break;
                case "oct" or "oct-HSM":
                    Write(writer, "k", material);
                    Write(writer, operations);
                    writer.WriteString("kty", "oct");
                    break;
                default:
                    throw new RefusalException($"The vault released a key of the type '{keyType}', which is not known.");
            }

            writer.WriteEndObject();
            return jwk;
        }
        catch
        {
            jwk.Dispose();
            throw;
        }
    }

    public void Dispose() => _json.Clear();

    private static void WriteRsa(Utf8JsonWriter writer, IReadOnlyList<string> operations, ReadOnlySpan<byte> material)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(material, out _);
        var key = rsa.ExportParameters(includePrivateParameters: true);
        try
        {
            Write(writer, "d", key.D);
            Write(writer, "dp", key.DP);
            Write(writer, "dq", key.DQ);
            Write(writer, "e", key.Exponent);
            Write(writer, operations);
            writer.WriteString("kty", "RSA");
            Write(writer, "n", key.Modulus);
            Write(writer, "p", key.P);
            Write(writer, "q", key.Q);
            Write(writer, "qi", key.InverseQ);
        }
        finally
        {
            foreach (var value in (byte[]?[])[key.D, key.DP, key.DQ, key.P, key.Q, key.InverseQ])
            {
                CryptographicOperations.ZeroMemory(value);
            }
        }
    }

    private static void WriteEc(Utf8JsonWriter writer, IReadOnlyList<string> operations, ReadOnlySpan<byte> material)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(material, out _);
        var key = ecdsa.ExportParameters(includePrivateParameters: true);
        try
        {
            writer.WriteString("crv", ecdsa.KeySize switch
            {
                256 => "P-256",
                384 => "P-384",
                521 => "P-521",
                _ => throw new RefusalException($"The vault released a key on a curve of {ecdsa.KeySize} bits, which is not known."),
            });
            Write(writer, "d", key.D);
            Write(writer, operations);
            writer.WriteString("kty", "EC");
            Write(writer, "x", key.Q.X);
            Write(writer, "y", key.Q.Y);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.D);
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string> operations)
    {
        if (operations.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("key_ops");
        foreach (var operation in operations)
        {
            writer.WriteStringValue(operation);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> value)
    {
        var text = new byte[Base64Url.GetEncodedLength(value.Length)];
        Base64Url.EncodeToUtf8(value, text);
        writer.WriteString(name, text);
        CryptographicOperations.ZeroMemory(text);
    }
}
