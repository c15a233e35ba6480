using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Key material as the service exchanges it (RFC 7517, RFC 7518 §6). All numbers are big-endian.</summary>
public class JsonWebKey
{
    /// <summary>A key for the given operations, to be filled in.</summary>
    public JsonWebKey(IEnumerable<KeyOperation> keyOps)
        => KeyOps = Collect(keyOps);

    /// <summary>Takes an RSA key.</summary>
    /// <param name="rsaProvider">The key.</param>
    /// <param name="includePrivateParameters">Whether the private half is taken as well.</param>
    /// <param name="keyOps">What the key may be used for; null = what an RSA key of that kind can do.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rsaProvider"/> is null.</exception>
    /// <exception cref="CryptographicException">The private half is asked for and cannot be had.</exception>
    public JsonWebKey(RSA rsaProvider, bool includePrivateParameters = false, IEnumerable<KeyOperation> keyOps = null)
    {
        ArgumentNullException.ThrowIfNull(rsaProvider);
        KeyType = KeyType.Rsa;
        KeyOps = Collect(keyOps ?? (includePrivateParameters ? PrivateRsaOperations : PublicRsaOperations));
        var parameters = rsaProvider.ExportParameters(includePrivateParameters);
        E = parameters.Exponent;
        N = parameters.Modulus;
        D = parameters.D;
        DP = parameters.DP;
        DQ = parameters.DQ;
        P = parameters.P;
        Q = parameters.Q;
        QI = parameters.InverseQ;
    }

    internal JsonWebKey()
        => KeyOps = Collect(null);

    private static KeyOperation[] PublicRsaOperations => [KeyOperation.Encrypt, KeyOperation.Verify, KeyOperation.WrapKey];

    private static KeyOperation[] PrivateRsaOperations => [.. PublicRsaOperations, KeyOperation.Decrypt, KeyOperation.Sign, KeyOperation.UnwrapKey];

    /// <summary>The identifier of the key (<c>kid</c>).</summary>
    public string Id { get; set; }

    /// <summary>The kind of the key (<c>kty</c>).</summary>
    public KeyType KeyType { get; set; }

    /// <summary>What the key may be used for.</summary>
    public IReadOnlyCollection<KeyOperation> KeyOps { get; private set; }

    /// <summary>The curve of an elliptic-curve key.</summary>
    public KeyCurveName? CurveName { get; set; }

    /// <summary>The RSA modulus.</summary>
    public byte[] N { get; set; }

    /// <summary>The RSA public exponent.</summary>
    public byte[] E { get; set; }

    /// <summary>The RSA private exponent, or the private scalar of an elliptic-curve key.</summary>
    public byte[] D { get; set; }

    /// <summary>The first factor's CRT exponent.</summary>
    public byte[] DP { get; set; }

    /// <summary>The second factor's CRT exponent.</summary>
    public byte[] DQ { get; set; }

    /// <summary>The CRT coefficient.</summary>
    public byte[] QI { get; set; }

    /// <summary>The first prime factor.</summary>
    public byte[] P { get; set; }

    /// <summary>The second prime factor.</summary>
    public byte[] Q { get; set; }

    /// <summary>The bytes of a symmetric key.</summary>
    public byte[] K { get; set; }

    /// <summary>The token of a key that an HSM is to import ("bring your own key").</summary>
    public byte[] T { get; set; }

    /// <summary>The x coordinate of an elliptic-curve key.</summary>
    public byte[] X { get; set; }

    /// <summary>The y coordinate of an elliptic-curve key.</summary>
    public byte[] Y { get; set; }

    /// <summary>The key as <see cref="RSA"/>; the caller disposes it.</summary>
    /// <param name="includePrivateParameters">Whether the private half is to be in it.</param>
    /// <exception cref="InvalidOperationException">The key is no RSA key.</exception>
    public RSA ToRSA(bool includePrivateParameters = false)
    {
        if (KeyType != KeyType.Rsa && KeyType != KeyType.RsaHsm)
        {
            throw new InvalidOperationException($"The key is of kind {KeyType}, not {nameof(KeyType.Rsa)} or {nameof(KeyType.RsaHsm)}.");
        }

        var parameters = new RSAParameters { Exponent = WithoutLeadingZeros(E), Modulus = WithoutLeadingZeros(N) };
        if (includePrivateParameters && D is not null)
        {
            var size = parameters.Modulus.Length;
            parameters.D = OfLength(D, size);
            parameters.P = OfLength(P, (size + 1) / 2);
            parameters.Q = OfLength(Q, (size + 1) / 2);
            parameters.DP = OfLength(DP, (size + 1) / 2);
            parameters.DQ = OfLength(DQ, (size + 1) / 2);
            parameters.InverseQ = OfLength(QI, (size + 1) / 2);
        }

        return RSA.Create(parameters);
    }

    internal static JsonWebKey Read(JsonElement json)
    {
        var key = new JsonWebKey();
        foreach (var property in json.EnumerateObject())
        {
            key.Read(property);
        }

        return key;
    }

    internal void Write(Utf8JsonWriter json)
    {
        if (KeyType != default)
        {
            json.WriteString("kty", KeyType.ToString());
        }

        if (Id is not null)
        {
            json.WriteString("kid", Id);
        }

        KeyOperations.Write(json, KeyOps);
        if (CurveName is { } curve)
        {
            json.WriteString("crv", curve.ToString());
        }

        Write(json, "n", N);
        Write(json, "e", E);
        Write(json, "d", D);
        Write(json, "dp", DP);
        Write(json, "dq", DQ);
        Write(json, "qi", QI);
        Write(json, "p", P);
        Write(json, "q", Q);
        Write(json, "k", K);
        Write(json, "key_hsm", T);
        Write(json, "x", X);
        Write(json, "y", Y);
    }

    private void Read(JsonProperty property)
    {
        switch (property.Name)
        {
            case "kid":
                Id = property.Value.GetString();
                break;
            case "kty":
                KeyType = property.Value.GetString();
                break;
            case "key_ops":
                KeyOps = Collect(property.Value.EnumerateArray().Select(operation => new KeyOperation(operation.GetString())));
                break;
            case "crv":
                CurveName = property.Value.GetString();
                break;
            case "n":
                N = Decode(property);
                break;
            case "e":
                E = Decode(property);
                break;
            case "d":
                D = Decode(property);
                break;
            case "dp":
                DP = Decode(property);
                break;
            case "dq":
                DQ = Decode(property);
                break;
            case "qi":
                QI = Decode(property);
                break;
            case "p":
                P = Decode(property);
                break;
            case "q":
                Q = Decode(property);
                break;
            case "k":
                K = Decode(property);
                break;
            case "key_hsm":
                T = Decode(property);
                break;
            case "x":
                X = Decode(property);
                break;
            case "y":
                Y = Decode(property);
                break;
        }
    }

    private static ReadOnlyCollection<KeyOperation> Collect(IEnumerable<KeyOperation> operations) => new([.. operations ?? []]);

    private static byte[] Decode(JsonProperty property) => Base64Url.DecodeFromChars(property.Value.GetString());

    private static void Write(Utf8JsonWriter json, string name, byte[] value)
    {
        if (value is not null)
        {
            json.WriteString(name, Base64Url.EncodeToString(value));
        }
    }

    private static byte[] WithoutLeadingZeros(byte[] number)
        => number is [0, ..] ? number[Array.FindIndex(number, octet => octet != 0)..] : number;

    private static byte[] OfLength(byte[] number, int length)
    {
        var digits = WithoutLeadingZeros(number);
        if (digits is null || digits.Length >= length)
        {
            return digits;
        }

        var padded = new byte[length];
        digits.CopyTo(padded, length - digits.Length);
        return padded;
    }
}
