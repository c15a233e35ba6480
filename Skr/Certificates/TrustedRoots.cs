using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

/// <summary>The roots that the attestation provider's and the vault's certificates must go back to.</summary>
internal sealed class TrustedRoots(IOptions<TrustOptions> options)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>How a chain is built: to the roots of the trust file, or to the machine's when none is named.</summary>
    public X509ChainPolicy CreatePolicy()
    {
        // No revocation: a confidential pod reaches the provider and the vault, not necessarily anyone else.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (options.Value.CaFile is { Length: > 0 } file)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(file);
        }

        return policy;
    }

    /// <summary>A handler for HTTPS that trusts these roots and follows no redirect.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = { CertificateChainPolicy = CreatePolicy() },
    };
}
