using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>Asks vaults to release keys.</summary>
internal sealed class VaultClient(TrustedRoots roots, PodIdentity identity, TimeProvider time) : IDisposable
{
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(roots.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Has a vault release a key to the environment that a token attests.</summary>
    /// <returns>The signed answer (JWS), not yet verified.</returns>
    /// <exception cref="RefusalException">The vault or the identity service refuses, or cannot be reached.</exception>
    public async Task<string> ReleaseAsync(ReleaseRequest request, string attestationToken, string nonce, CancellationToken cancellationToken)
    {
        var options = new ReleaseKeyOptions(request.Key.Name, attestationToken)
        {
            Version = request.Key.Version,
            Algorithm = KeyExportEncryptionAlgorithm.RsaAesKeyWrap256,
            Nonce = nonce,
        };
        try
        {
            return (await Create(request).ReleaseKeyAsync(options, cancellationToken)).Value.Value;
        }
        catch (RequestFailedException e) when (e.GetRawResponse() is { } response)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} refused to release the key {request.Key} with status {e.Status}: {Upstream.Reason(response.Content.ToMemory())}", e);
        }
        catch (RequestFailedException e)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} cannot be reached: {Upstream.Flat(e.GetBaseException().Message)}", e);
        }
        catch (AggregateException e)
        {
            // One for each try; the last says how things stand.
            throw new RefusalException($"The vault {request.Vault.Authority} cannot be reached: {Upstream.Flat(e.InnerExceptions[^1].GetBaseException().Message)}", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new RefusalException($"This pod's identity got no token for the vault {request.Vault.Authority}: {Upstream.Flat(e.Message)}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} is not trusted with a token: {Upstream.Flat(e.Message)}", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} answered with something that is no released key.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} did not answer in time.", e);
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private KeyClient Create(ReleaseRequest request)
    {
        TokenCredential credential = request.AccessToken is { } token ? new AccessTokenCredential(token, time) : identity.Credential;
        return new KeyClient(request.Vault.Url, credential, new KeyClientOptions(KeyClientOptions.ServiceVersion.V7_4)
        {
            Transport = new HttpClientTransport(_http.Value),
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(30) },
            // A vault on this machine cannot be in the domain of the real vaults' resource.
            DisableChallengeResourceVerification = request.Vault.IsLoopback,
        });
    }
}
