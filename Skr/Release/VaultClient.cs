using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Telemetry;
using Polly;

namespace CcDemo.Skr.Release;

/// <summary>Asks vaults to release keys.</summary>
internal sealed class VaultClient(IHttpClientFactory clients, PodIdentity identity, SkrTelemetry telemetry, TimeProvider time)
{
    public const string Client = "vault";

    /// <summary>Has a vault release a key to the environment that a token attests.</summary>
    /// <returns>The signed answer (JWS), not yet verified.</returns>
    /// <exception cref="RefusalException">The vault or the identity service refuses, or cannot be reached.</exception>
    public async Task<string> ReleaseAsync(ReleaseRequest request, string attestationToken, string nonce, CancellationToken cancellationToken)
    {
        var options = new ReleaseKeyOptions(request.Key.Name, attestationToken)
        {
            Version = request.Key.Version,
            Algorithm = ReleasedKey.Wrapping.ToName(),
            Nonce = nonce,
        };
        using var http = clients.CreateClient(Client);
        try
        {
            return (await Create(request, http).ReleaseKeyAsync(options, cancellationToken)).Value.Value;
        }
        catch (RequestFailedException e) when (e.GetRawResponse() is { } response)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} refused to release the key {request.Key} with status {e.Status}: {Upstream.Reason(response.Content.ToMemory())}", e) { IsOutage = Upstream.IsOutage(e.Status) };
        }
        catch (RequestFailedException e)
        {
            throw new RefusalException($"The vault {request.Vault.Authority} cannot be reached: {Upstream.Flat(e.GetBaseException().Message)}", e) { IsOutage = true };
        }
        catch (AggregateException e)
        {
            // One for each try; the last says how things stand.
            throw new RefusalException($"The vault {request.Vault.Authority} cannot be reached: {Upstream.Flat(e.InnerExceptions[^1].GetBaseException().Message)}", e) { IsOutage = true };
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
        catch (Exception e) when (e is ExecutionRejectedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RefusalException($"The vault {request.Vault.Authority} did not answer in time.", e) { IsOutage = true };
        }
    }

    private KeyClient Create(ReleaseRequest request, HttpClient http)
    {
        TokenCredential credential = request.AccessToken is { } token
            ? new AccessTokenCredential(token, time)
            : identity.CredentialFor(AzureCloud.FindByHost(request.Vault.Host));
        return new KeyClient(request.Vault.Url, new VaultCredential(credential, request.Vault, telemetry), new KeyClientOptions(KeyClientOptions.ServiceVersion.V7_4)
        {
            Transport = new HttpClientTransport(http),
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(30) },
            // A vault on this machine cannot be in the domain of the real vaults' resource.
            DisableChallengeResourceVerification = request.Vault.IsLoopback,
        });
    }
}
