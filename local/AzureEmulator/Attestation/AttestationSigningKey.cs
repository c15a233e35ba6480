using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Listeners;
using CcDemo.AzureEmulator.Signing;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>The provider's key for tokens (RSA-2048), with the certificate of its own that it publishes it in.</summary>
internal sealed class AttestationSigningKey(ListenerAddresses addresses, TimeProvider time) : IDisposable
{
    private readonly Lazy<Task<RSA>> _key = new(() => RsaKeyGeneration.Start(2048));
    private readonly Lock _lock = new();
    private Jwk? _public;

    /// <summary>Starts making the key.</summary>
    public void Prepare() => _ = _key.Value;

    /// <summary>The private key.</summary>
    public Task<RSA> KeyAsync(CancellationToken cancellationToken) => _key.Value.WaitAsync(cancellationToken);

    /// <summary>The public key as it is published.</summary>
    public async Task<Jwk> PublicAsync(CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        lock (_lock)
        {
            return _public ??= Describe(key);
        }
    }

    public void Dispose()
    {
        if (_key is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _key.Value.Result.Dispose();
        }
    }

    private Jwk Describe(RSA key)
    {
        var request = new CertificateRequest($"CN={addresses.Maa}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = time.GetUtcNow();
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now.AddHours(-1), now.AddDays(30), SerialNumber.Create());
        var jwk = Jwk.FromRsa(key);
        return jwk with { Kid = jwk.Thumbprint(), Use = "sig", Alg = "RS256", X5c = [Convert.ToBase64String(certificate.RawData)] };
    }
}
