using System.Security.Cryptography.X509Certificates;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>The certificates of the vault's signing key. The root belongs to its authority.</summary>
internal sealed record ReleaseSignerChain(X509Certificate2 Leaf, X509Certificate2 Intermediate, X509Certificate2 Root) : IDisposable
{
    public void Dispose()
    {
        Leaf.Dispose();
        Intermediate.Dispose();
    }
}
