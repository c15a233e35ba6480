using Azure.Core;
using Azure.Identity;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>This pod's own identity: a workload identity where Kubernetes provides one, else a managed identity.</summary>
internal sealed class PodIdentity(IOptions<SkrOptions> options)
{
    /// <summary>Tokens are cached inside, so there is one of it.</summary>
    public TokenCredential Credential { get; } = Create(options.Value);

    private static TokenCredential Create(SkrOptions options)
    {
        if (options is { ClientId.Length: > 0, TenantId.Length: > 0, FederatedTokenFile.Length: > 0 })
        {
            return new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions
            {
                ClientId = options.ClientId,
                TenantId = options.TenantId,
                TokenFilePath = options.FederatedTokenFile,
            });
        }

        var clientId = options.Arguments.ClientId is { Length: > 0 } argument ? argument : options.ClientId;
        return new ManagedIdentityCredential(string.IsNullOrEmpty(clientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(clientId));
    }
}
