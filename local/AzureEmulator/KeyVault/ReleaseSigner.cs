using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Listeners;
using CcDemo.AzureEmulator.Signing;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>
/// Signs the vault's answers (JWS, RS256) with a certificate chain of three. The leaf names the vault with its port as
/// well, since the Go sidecar compares it with the whole endpoint that it was given.
/// </summary>
internal sealed class ReleaseSigner(DevelopmentCa ca, ListenerAddresses addresses) : IDisposable
{
    private readonly Lazy<Task<RSA>> _key = new(() => RsaKeyGeneration.Start(2048));
    private readonly Lock _lock = new();
    private ReleaseSignerChain? _chain;

    /// <summary>Starts making the key.</summary>
    public void Prepare() => _ = _key.Value;

    public async Task<string> SignAsync(Action<Utf8JsonWriter> payload, CancellationToken cancellationToken)
    {
        var key = await _key.Value.WaitAsync(cancellationToken);
        var chain = Chain(key);
        return CompactJws.Sign(key, header => WriteHeader(header, chain), payload);
    }

    public void Dispose()
    {
        _chain?.Dispose();
        if (_key is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _key.Value.Result.Dispose();
        }
    }

    private ReleaseSignerChain Chain(RSA key)
    {
        lock (_lock)
        {
            return _chain ??= Issue(key);
        }
    }

    private ReleaseSignerChain Issue(RSA key)
    {
        var vault = new Uri(addresses.Vault);
        var intermediate = ca.IssueIntermediate("CcDemo development vault CA");
        return new ReleaseSignerChain(DevelopmentCa.IssueSigner(key, intermediate, [vault.Host, vault.Authority, $"127.0.0.1:{vault.Port}"]), intermediate, ca.Root);
    }

    private static void WriteHeader(Utf8JsonWriter header, ReleaseSignerChain chain)
    {
        header.WriteString("alg", "RS256");
        header.WriteString("kid", chain.Leaf.Thumbprint);
        header.WriteString("x5t", Base64UrlText.Encode(chain.Leaf.GetCertHash()));
        header.WriteString("typ", "JWT");
        header.WriteString("x5t#S256", Base64UrlText.Encode(chain.Leaf.GetCertHash(HashAlgorithmName.SHA256)));
        header.WriteStartArray("x5c");
        foreach (var certificate in new[] { chain.Leaf, chain.Intermediate, chain.Root })
        {
            header.WriteStringValue(Convert.ToBase64String(certificate.RawData));
        }

        header.WriteEndArray();
    }
}
