using System.Security.Cryptography.X509Certificates;

namespace CcDemo.AppHost;

/// <summary>HTTPS to the emulator: its own authority is trusted, for these connections and by this process only.</summary>
internal static class EmulatorTrust
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds no certificate.</exception>
    public static HttpClient CreateClient(string caFile) => new(CreateHandler(caFile));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds no certificate.</exception>
    public static SocketsHttpHandler CreateHandler(string caFile)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(caFile);

        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
    }
}
