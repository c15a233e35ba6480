using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using CcDemo.Attestation;
using CcDemo.Producer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Keys;

/// <summary>Makes the source that the settings choose.</summary>
internal sealed class KeySources(IConfiguration configuration, TimeProvider time)
{
    /// <summary>A PEM file with the only roots that are trusted for key set and vault; the machine's own when it is not set.</summary>
    private const string CaFileSetting = "Trust:CaFile";

    private readonly X509Certificate2Collection _roots = ReadRoots(configuration[CaFileSetting]);

    /// <summary>The source of settings without problems.</summary>
    public IKeySource Create(KeySourceSettings settings) => settings switch
    {
        { VaultKey.Length: > 0 } => CreateVault(settings),
        { Jwks.Length: > 0, IsJwksOnTheWeb: true } => CreateWeb(settings),
        { Jwks.Length: > 0 } => new FileKeySource(KeySourceSettings.JwksName, settings.Jwks, settings.Wanted, time),
        { IsPublicKeyText: true } => new TextKeySource(KeySourceSettings.PublicKeyName, settings.PublicKey, settings.Wanted, time),
        _ => new FileKeySource(KeySourceSettings.PublicKeyName, settings.PublicKey, settings.Wanted, time),
    };

    private WebKeySource CreateWeb(KeySourceSettings settings)
    {
        var address = new Uri(settings.Jwks);
        return new WebKeySource(KeySourceSettings.JwksName, address, settings.Refresh, settings.Wanted, Connect(address), time);
    }

    private VaultKeySource CreateVault(KeySourceSettings settings)
    {
        _ = VaultKeyAddress.TryParse(settings.VaultKey, out var address);
        var http = Connect(address!.Vault);
        var client = new KeyClient(address.Vault, Identity(address.Vault.Host), new KeyClientOptions
        {
            Transport = new HttpClientTransport(http),
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(10) },
            // A vault on this machine cannot be in the domain of the real vaults' resource.
            DisableChallengeResourceVerification = address.Vault.IsLoopback,
        });
        return new VaultKeySource(KeySourceSettings.VaultKeyName, address, settings.Refresh, client, http, time);
    }

    /// <summary>The pod's workload identity, a managed identity or a developer's own login; <c>AZURE_AUTHORITY_HOST</c>, else the vault, chooses the cloud.</summary>
    private static DefaultAzureCredential Identity(string host)
    {
        var options = new DefaultAzureCredentialOptions();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST")) && AzureCloud.FindByHost(host) is { } cloud)
        {
            options.AuthorityHost = cloud.AuthorityHost;
        }

        return new DefaultAzureCredential(options);
    }

    private HttpClient Connect(Uri address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // What is on this machine is reached directly, whatever proxy the environment names for the world outside.
        UseProxy = !address.IsLoopback,
        SslOptions = { CertificateChainPolicy = Trust() },
    });

    private X509ChainPolicy? Trust()
    {
        if (_roots.Count == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_roots);
        return policy;
    }

    /// <exception cref="OptionsValidationException">The file of trusted roots cannot be used.</exception>
    private static X509Certificate2Collection ReadRoots(string? file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            if (!string.IsNullOrEmpty(file))
            {
                roots.ImportFromPemFile(file);
            }
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Said below.
        }

        return string.IsNullOrEmpty(file) || roots.Count > 0
            ? roots
            : throw new OptionsValidationException(
                ProducerOptions.Section, typeof(ProducerOptions), [$"{CaFileSetting} is '{file}', which is no PEM file with certificates; name one, or leave the setting out to trust the machine's roots."]);
    }
}
