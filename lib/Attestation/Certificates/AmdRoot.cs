using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>A root key that chips' certificates go back to, pinned by the SHA-256 of its SubjectPublicKeyInfo.</summary>
public sealed class AmdRoot
{
    private AmdRoot(string name, ReadOnlyMemory<byte> publicKeyHash)
    {
        Name = name;
        PublicKeyHash = publicKeyHash;
    }

    /// <summary>AMD's roots: Milan, Genoa and Turin.</summary>
    public static IReadOnlyList<AmdRoot> Known { get; } =
    [
        Pinned("ARK-Milan", "9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9"),
        Pinned("ARK-Genoa", "429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831"),
        Pinned("ARK-Turin", "4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08"),
    ];

    /// <summary>What the root is called.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the root's SubjectPublicKeyInfo (32 bytes).</summary>
    public ReadOnlyMemory<byte> PublicKeyHash { get; }

    /// <summary>Trusts the key of a certificate: for an emulated platform, whose root nobody else knows.</summary>
    public static AmdRoot FromCertificate(X509Certificate2 ark, string name) => new(name, HashOf(ark));

    /// <summary>Whether a certificate holds this root's key.</summary>
    public bool Matches(X509Certificate2 certificate)
        => CryptographicOperations.FixedTimeEquals(HashOf(certificate), PublicKeyHash.Span);

    private static AmdRoot Pinned(string name, string hash) => new(name, Convert.FromHexString(hash));

    private static byte[] HashOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
