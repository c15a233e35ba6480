using System.Security.Cryptography;
using System.Text;

namespace CcDemo.Dashboard.Security;

/// <summary>A secret that candidates are held against in a time that tells nothing, not even its length.</summary>
internal sealed class SecretComparison(string secret)
{
    private readonly byte[] _hash = Hash(secret);

    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
