using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using CcDemo.Attestation;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>This pod's own identity: a workload identity where Kubernetes provides one, else a managed identity.</summary>
/// <param name="options">The settings.</param>
/// <param name="transport">How the authority is reached; null for the identity library's own way.</param>
internal sealed class PodIdentity(IOptions<SkrOptions> options, HttpPipelineTransport? transport = null)
{
    // Tokens are cached inside of a credential, so there is one for each authority.
    private readonly ConcurrentDictionary<Uri, TokenCredential> _credentials = new();

    /// <summary>The identity's credential for a service.</summary>
    /// <param name="cloud">The cloud that the service is in; null for a service that is in none.</param>
    public TokenCredential CredentialFor(AzureCloud? cloud)
        => _credentials.GetOrAdd(AuthorityOf(options.Value.AuthorityHost, cloud), Create);

    /// <summary>Where tokens for a service come from: from the authority that is set, else from that of the service's cloud.</summary>
    public static Uri AuthorityOf(string? setting, AzureCloud? cloud)
        => string.IsNullOrEmpty(setting) ? (cloud ?? AzureCloud.Public).AuthorityHost : new Uri(setting);

    private TokenCredential Create(Uri authority)
    {
        if (options.Value is { ClientId.Length: > 0, TenantId.Length: > 0, FederatedTokenFile.Length: > 0 } workload)
        {
            var settings = new WorkloadIdentityCredentialOptions
            {
                AuthorityHost = authority,
                ClientId = workload.ClientId,
                TenantId = workload.TenantId,
                TokenFilePath = workload.FederatedTokenFile,
            };
            settings.Transport = transport ?? settings.Transport;
            return new WorkloadIdentityCredential(settings);
        }

        // A managed identity's tokens come from the host, which knows its cloud.
        var clientId = options.Value.Arguments.ClientId is { Length: > 0 } argument ? argument : options.Value.ClientId;
        return new ManagedIdentityCredential(string.IsNullOrEmpty(clientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(clientId));
    }
}
