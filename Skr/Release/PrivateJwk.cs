using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>
/// A released key as JWK in UTF-8, members in alphabetical order. It is written from bytes to bytes, all of them pinned
/// and cleared: a string with a private key could not be cleared, and of an array that is not pinned the garbage
/// collector may leave copies behind.
/// </summary>
/// <remarks>
/// What this process cannot clear: the copy of an answer in the buffers of Kestrel and of the kernel's sockets on its
/// way to the caller, an access token that the caller sent (its text is a string), and what the platform's
/// cryptography (OpenSSL) keeps for itself, which it clears when its keys are disposed.
/// </remarks>
internal sealed class PrivateJwk : IDisposable
{
    private const int Capacity = 16 * 1024;
    private readonly PinnedBuffer _json = new(Capacity);

    private PrivateJwk()
    {
    }

    /// <summary>The JSON; cleared when this object is disposed.</summary>
    public ReadOnlySpan<byte> Json => _json.Written.Span;

    /// <summary>The release policy that the vault says it judged by, in base64url; null when it does not say. No secret.</summary>
    public string? ReleasePolicy { get; init; }

    /// <summary>Writes a key.</summary>
    /// <param name="keyType">The vault's type of the key.</param>
    /// <param name="operations">What it may be used for; left out when empty.</param>
    /// <param name="material">PKCS#8 of an RSA or EC key, or a raw symmetric key.</param>
    /// <param name="releasePolicy">The release policy that the vault judged by, in base64url.</param>
    /// <exception cref="RefusalException">The type is not known.</exception>
    /// <exception cref="CryptographicException">The material is not of that type.</exception>
    public static PrivateJwk Write(string keyType, IReadOnlyList<string> operations, ReadOnlySpan<byte> material, string? releasePolicy = null)
    {
        var jwk = new PrivateJwk { ReleasePolicy = releasePolicy };
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
                    Write(writer, "k", material, material.Length);
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

    /// <summary>The same key in memory of its own.</summary>
    public PrivateJwk Copy()
    {
        var copy = new PrivateJwk { ReleasePolicy = ReleasePolicy };
        copy._json.Write(Json);
        return copy;
    }

    public void Dispose() => _json.Dispose();

    private static void WriteRsa(Utf8JsonWriter writer, IReadOnlyList<string> operations, ReadOnlySpan<byte> material)
    {
        var key = Pkcs8PrivateKey.Read(material).ReadRsa();
        var half = (key.Modulus.Length + 1) / 2;
        Write(writer, "d", key.PrivateExponent, key.Modulus.Length);
        Write(writer, "dp", key.Exponent1, half);
        Write(writer, "dq", key.Exponent2, half);
        Write(writer, "e", key.PublicExponent, key.PublicExponent.Length);
        Write(writer, operations);
        writer.WriteString("kty", "RSA");
        Write(writer, "n", key.Modulus, key.Modulus.Length);
        Write(writer, "p", key.Prime1, half);
        Write(writer, "q", key.Prime2, half);
        Write(writer, "qi", key.Coefficient, half);
    }

    private static void WriteEc(Utf8JsonWriter writer, IReadOnlyList<string> operations, ReadOnlySpan<byte> material)
    {
        // The public half may be missing in the material: the platform computes it. What it makes of the private one
        // meanwhile, it clears itself; the value that is written comes from the material.
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(material, out _);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        writer.WriteString("crv", ecdsa.KeySize switch
        {
            256 => "P-256",
            384 => "P-384",
            521 => "P-521",
            _ => throw new RefusalException($"The vault released a key on a curve of {ecdsa.KeySize} bits, which is not known."),
        });
        Write(writer, "d", Pkcs8PrivateKey.Read(material).ReadEc(), point.X!.Length);
        Write(writer, operations);
        writer.WriteString("kty", "EC");
        Write(writer, "x", point.X, point.X.Length);
        Write(writer, "y", point.Y, point.X.Length);
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

    /// <param name="writer">The writer.</param>
    /// <param name="name">The member.</param>
    /// <param name="value">A number, most significant byte first.</param>
    /// <param name="size">How many bytes the number has in a JWK (RFC 7518): zeros are put in front.</param>
    private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> value, int size)
    {
        if (value.Length > size)
        {
            throw new CryptographicException("The key's numbers do not fit together.");
        }

        var padded = GC.AllocateArray<byte>(size, pinned: true);
        var text = GC.AllocateArray<byte>(Base64Url.GetEncodedLength(size), pinned: true);
        try
        {
            value.CopyTo(padded.AsSpan(size - value.Length));
            Base64Url.EncodeToUtf8(padded, text);
            writer.WriteString(name, text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
            CryptographicOperations.ZeroMemory(text);
        }
    }
}
