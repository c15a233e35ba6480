using System.Security.Cryptography;

namespace CcDemo.AppHost;

/// <summary>The host data of an SNP guest, 32 bytes: set by the host at launch, stated by every report of the guest.</summary>
/// <param name="Hex">64 lower-case hex digits, as MAA's claim <c>x-ms-sevsnpvm-hostdata</c> has them.</param>
internal readonly record struct HostData(string Hex)
{
    private const int Length = 32;

    /// <summary>The host data of a guest that is launched with a policy: SHA-256 of the policy's bytes, decoded from base64 and not changed.</summary>
    public static HostData OfPolicy(ReadOnlySpan<byte> policy) => new(Convert.ToHexStringLower(SHA256.HashData(policy)));

    /// <summary>The host data of a guest that is launched with init data: the first 32 bytes of the digest that the init data asks for.</summary>
    /// <param name="toml">The init data, decoded and decompressed and not changed.</param>
    /// <param name="algorithm"><c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</param>
    public static HostData OfInitData(ReadOnlySpan<byte> toml, string algorithm)
    {
        var digest = algorithm switch
        {
            "sha256" => SHA256.HashData(toml),
            "sha384" => SHA384.HashData(toml),
            "sha512" => SHA512.HashData(toml),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "There is no such algorithm."),
        };
        return new(Convert.ToHexStringLower(digest.AsSpan(0, Length)));
    }

    public override string ToString() => Hex;
}
