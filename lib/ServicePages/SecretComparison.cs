using System.Security.Cryptography;
using System.Text;

namespace CcDemo.ServicePages;

/// <summary>A secret that candidates are held against in a time that tells nothing, not even its length.</summary>
public sealed class SecretComparison(string secret)
{
    private readonly byte[] _hash = Hash(secret);

    /// <summary>Whether the candidate is the secret.</summary>
    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
