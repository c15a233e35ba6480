using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>
/// A JSON Web Key (RFC 7517) of type RSA, EC or oct; the vault's <c>-HSM</c> types are read as their software twins.
/// All key values are base64url text as they stand in the JSON.
/// </summary>
public sealed record Jwk
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The key type: <c>RSA</c>, <c>EC</c>, <c>oct</c> or one of them with <c>-HSM</c>.</summary>
    public required string Kty { get; init; }

    /// <summary>The key's identifier.</summary>
    public string? Kid { get; init; }

    /// <summary>What the public key is for: <c>sig</c> or <c>enc</c>.</summary>
    public string? Use { get; init; }

    /// <summary>The algorithm that the key is meant for.</summary>
    public string? Alg { get; init; }

    /// <summary>The operations that the key may be used for.</summary>
    public IReadOnlyList<string>? KeyOps { get; init; }

    /// <summary>RSA modulus.</summary>
    public string? N { get; init; }

    /// <summary>RSA public exponent.</summary>
    public string? E { get; init; }

    /// <summary>RSA private exponent or EC private value.</summary>
    public string? D { get; init; }

    /// <summary>RSA first prime.</summary>
    public string? P { get; init; }

    /// <summary>RSA second prime.</summary>
    public string? Q { get; init; }

    /// <summary>RSA first factor's CRT exponent.</summary>
    public string? DP { get; init; }

    /// <summary>RSA second factor's CRT exponent.</summary>
    public string? DQ { get; init; }

    /// <summary>RSA first CRT coefficient.</summary>
    public string? QI { get; init; }

    /// <summary>EC curve: <c>P-256</c>, <c>P-384</c> or <c>P-521</c>.</summary>
    public string? Crv { get; init; }

    /// <summary>EC x coordinate.</summary>
    public string? X { get; init; }

    /// <summary>EC y coordinate.</summary>
    public string? Y { get; init; }

    /// <summary>The symmetric key.</summary>
    public string? K { get; init; }

    /// <summary>The certificate chain, leaf first, in standard base64 of DER.</summary>
    public IReadOnlyList<string>? X5c { get; init; }

    /// <summary>Whether the key carries secret values.</summary>
    public bool HasPrivateKey => D is not null || K is not null;

    /// <summary>Reads a key from JSON text.</summary>
    /// <exception cref="FormatException">The text is not a JSON object with a <c>kty</c>.</exception>
    public static Jwk Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            // The parser's message can quote the text, and the text can be a private key.
            throw new FormatException("The JSON Web Key is not valid JSON.");
        }
    }

    /// <summary>Reads a key from a JSON object.</summary>
    /// <exception cref="FormatException">The element is not an object with a <c>kty</c>, or a member has the wrong type.</exception>
    public static Jwk Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A JSON Web Key is a JSON object.");
        }

        return new Jwk
        {
            Kty = Text(json, "kty") ?? throw new FormatException("The JSON Web Key lacks the member 'kty'."),
            Kid = Text(json, "kid"),
            Use = Text(json, "use"),
            Alg = Text(json, "alg"),
            KeyOps = Texts(json, "key_ops"),
            N = Text(json, "n"),
            E = Text(json, "e"),
            D = Text(json, "d"),
            P = Text(json, "p"),
            Q = Text(json, "q"),
            DP = Text(json, "dp"),
            DQ = Text(json, "dq"),
            QI = Text(json, "qi"),
            Crv = Text(json, "crv"),
            X = Text(json, "x"),
            Y = Text(json, "y"),
            K = Text(json, "k"),
            X5c = Texts(json, "x5c"),
        };
    }

    /// <summary>Reads the keys of a JSON Web Key Set; a key of an unknown form is left out, as RFC 7517 section 5 wants it.</summary>
    /// <exception cref="FormatException">The text is not a JSON object with an array <c>keys</c>.</exception>
    public static IReadOnlyList<Jwk> ParseSet(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var keys)
                || keys.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException("A JSON Web Key Set is an object with an array 'keys'.");
            }

            return [.. keys.EnumerateArray().Where(key => key.ValueKind == JsonValueKind.Object && key.TryGetProperty("kty", out _)).Select(Parse)];
        }
        catch (JsonException)
        {
            throw new FormatException("The JSON Web Key Set is not valid JSON.");
        }
    }

    /// <summary>Describes an RSA key.</summary>
    /// <param name="rsa">The key.</param>
    /// <param name="includePrivate">Whether the private values go in as well.</param>
    public static Jwk FromRsa(RSA rsa, bool includePrivate = false)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        var values = rsa.ExportParameters(includePrivate);
        try
        {
            return new Jwk
            {
                Kty = "RSA",
                N = Base64UrlText.Encode(values.Modulus),
                E = Base64UrlText.Encode(values.Exponent),
                D = Encode(values.D),
                P = Encode(values.P),
                Q = Encode(values.Q),
                DP = Encode(values.DP),
                DQ = Encode(values.DQ),
                QI = Encode(values.InverseQ),
            };
        }
        finally
        {
            Clear(values);
        }
    }

    /// <summary>Describes an elliptic curve key on P-256, P-384 or P-521.</summary>
    /// <param name="ecdsa">The key.</param>
    /// <param name="includePrivate">Whether the private value goes in as well.</param>
    /// <exception cref="CryptographicException">The curve is another one.</exception>
    public static Jwk FromEcdsa(ECDsa ecdsa, bool includePrivate = false)
    {
        ArgumentNullException.ThrowIfNull(ecdsa);
        var values = ecdsa.ExportParameters(includePrivate);
        try
        {
            return new Jwk
            {
                Kty = "EC",
                Crv = ecdsa.KeySize switch
                {
                    256 => "P-256",
                    384 => "P-384",
                    521 => "P-521",
                    _ => throw new CryptographicException($"A curve of {ecdsa.KeySize} bits has no name in a JSON Web Key."),
                },
                X = Base64UrlText.Encode(values.Q.X),
                Y = Base64UrlText.Encode(values.Q.Y),
                D = Encode(values.D),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(values.D);
        }
    }

    /// <summary>The key as compact JSON with its members in alphabetical order.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ToUtf8Json());

    /// <summary>The key as compact UTF-8 JSON with its members in alphabetical order; the caller can clear the bytes after use.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, _compact))
        {
            WriteTo(writer);
        }

        var json = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        return json;
    }

    /// <summary>Writes the key as a JSON object with its members in alphabetical order.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        Write(writer, "alg", Alg);
        Write(writer, "crv", Crv);
        Write(writer, "d", D);
        Write(writer, "dp", DP);
        Write(writer, "dq", DQ);
        Write(writer, "e", E);
        Write(writer, "k", K);
        Write(writer, "key_ops", KeyOps);
        Write(writer, "kid", Kid);
        Write(writer, "kty", Kty);
        Write(writer, "n", N);
        Write(writer, "p", P);
        Write(writer, "q", Q);
        Write(writer, "qi", QI);
        Write(writer, "use", Use);
        Write(writer, "x", X);
        Write(writer, "x5c", X5c);
        Write(writer, "y", Y);
        writer.WriteEndObject();
    }

    /// <summary>The RSA key; the caller disposes it.</summary>
    /// <exception cref="FormatException">The key is of another type, or lacks its modulus or exponent.</exception>
    /// <exception cref="CryptographicException">The values are not an RSA key.</exception>
    public RSA ToRsa()
    {
        if (BaseType != "RSA" || N is null || E is null)
        {
            throw new FormatException($"The JSON Web Key of type '{Kty}' is not an RSA key with 'n' and 'e'.");
        }

        var modulus = Trimmed(N);
        var half = (modulus.Length + 1) / 2;
        var values = new RSAParameters { Modulus = modulus, Exponent = Trimmed(E) };
        try
        {
            if (D is not null)
            {
                values.D = Padded(D, modulus.Length);
                values.P = Padded(P, half);
                values.Q = Padded(Q, half);
                values.DP = Padded(DP, half);
                values.DQ = Padded(DQ, half);
                values.InverseQ = Padded(QI, half);
            }

            return RSA.Create(values);
        }
        finally
        {
            Clear(values);
        }
    }

    /// <summary>The elliptic curve key; the caller disposes it.</summary>
    /// <exception cref="FormatException">The key is of another type, or lacks a coordinate.</exception>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public ECDsa ToEcdsa()
    {
        if (BaseType != "EC" || X is null || Y is null)
        {
            throw new FormatException($"The JSON Web Key of type '{Kty}' is not an EC key with 'x' and 'y'.");
        }

        var (curve, size) = Crv switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => throw new FormatException($"The curve '{Crv}' is not one of P-256, P-384 and P-521."),
        };
        var values = new ECParameters { Curve = curve, Q = new ECPoint { X = Padded(X, size), Y = Padded(Y, size) } };
        try
        {
            values.D = D is null ? null : Padded(D, size);
            return ECDsa.Create(values);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(values.D);
        }
    }

    /// <summary>The SHA-256 thumbprint of RFC 7638, in base64url.</summary>
    /// <exception cref="FormatException">A member that the thumbprint is made of is absent.</exception>
    public string Thumbprint()
    {
        var required = BaseType switch
        {
            "RSA" => $$"""{"e":"{{Required(E, "e")}}","kty":"RSA","n":"{{Required(N, "n")}}"}""",
            "EC" => $$"""{"crv":"{{Required(Crv, "crv")}}","kty":"EC","x":"{{Required(X, "x")}}","y":"{{Required(Y, "y")}}"}""",
            "oct" => $$"""{"k":"{{Required(K, "k")}}","kty":"oct"}""",
            _ => throw new FormatException($"The thumbprint of a key of type '{Kty}' is not defined."),
        };
        return Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(required)));
    }

    /// <summary>The type and name of the key; never its values.</summary>
    public override string ToString() => $"Jwk {{ Kty = {Kty}, Kid = {Kid} }}";

    private string BaseType => Kty.EndsWith("-HSM", StringComparison.Ordinal) ? Kty[..^4] : Kty;

    private static string Required(string? value, string name)
        => value ?? throw new FormatException($"The JSON Web Key lacks the member '{name}'.");

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new FormatException($"The member '{name}' of the JSON Web Key is not a string.");
    }

    private static IReadOnlyList<string>? Texts(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw new FormatException($"The member '{name}' of the JSON Web Key is not an array of strings.");
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static string? Encode(byte[]? value) => value is null ? null : Base64UrlText.Encode(value);

    // Some services write integers with leading zeros ("AAEAAQ"); .NET takes them without.
    private static byte[] Trimmed(string value)
    {
        var bytes = Base64UrlText.Decode(value);
        return bytes.AsSpan().TrimStart((byte)0).ToArray();
    }

    private static byte[] Padded(string? value, int size)
    {
        if (value is null)
        {
            throw new FormatException("The JSON Web Key lacks a part of its private key.");
        }

        var bytes = Trimmed(value);
        if (bytes.Length > size)
        {
            throw new FormatException("A value of the JSON Web Key is longer than the key.");
        }

        var padded = new byte[size];
        bytes.CopyTo(padded, size - bytes.Length);
        CryptographicOperations.ZeroMemory(bytes);
        return padded;
    }

    private static void Clear(RSAParameters values)
    {
        CryptographicOperations.ZeroMemory(values.D);
        CryptographicOperations.ZeroMemory(values.P);
        CryptographicOperations.ZeroMemory(values.Q);
        CryptographicOperations.ZeroMemory(values.DP);
        CryptographicOperations.ZeroMemory(values.DQ);
        CryptographicOperations.ZeroMemory(values.InverseQ);
    }
}
