using System.Security.Cryptography;
using CcDemo.Attestation;

namespace CcDemo.Skr.Release;

/// <summary>A fresh RSA key that one release is wrapped to; it never leaves this process.</summary>
internal sealed class WrappingKey : IDisposable
{
    private const int Bits = 2048;

    private WrappingKey(RSA rsa)
    {
        Rsa = rsa;
        var key = Jwk.FromRsa(rsa) with { KeyOps = ["encrypt"] };
        Id = key.Thumbprint();
        RuntimeData = [.. "{\"keys\":["u8, .. (key with { Kid = Id }).ToUtf8Json(), .. "]}"u8];
    }

    public RSA Rsa { get; }

    /// <summary>The key's identifier: its thumbprint (RFC 7638).</summary>
    public string Id { get; }

    /// <summary>The public half as the attested runtime data carries it: <c>{"keys":[JWK]}</c>.</summary>
    public byte[] RuntimeData { get; }

    /// <summary>Makes a key; that takes some tenths of a second.</summary>
    public static WrappingKey Create() => new(RSA.Create(Bits));

    public void Dispose() => Rsa.Dispose();
}
