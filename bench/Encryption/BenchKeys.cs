using System.Security.Cryptography;

namespace CcDemo.Bench;

/// <summary>The RSA-3072 key of a run, as the demo's key is.</summary>
internal static class BenchKeys
{
    public const string Topic = "bench";
    public const string KeyId = "kafka-demo-key/0f8a6c1c9e6f4d0f8a6c1c9e6f4d0b3e";

    private static readonly RSAParameters Key = Create();

    public static RSA Private() => RSA.Create(Key);

    public static RSA Public() => RSA.Create(new RSAParameters { Modulus = Key.Modulus, Exponent = Key.Exponent });

    private static RSAParameters Create()
    {
        using var rsa = RSA.Create(3072);
        return rsa.ExportParameters(true);
    }
}
