using Azure.Core;
using Azure.Identity;

namespace CcDemo.AppHost;

/// <summary>Whoever runs the pipeline, as Azure knows them.</summary>
internal static class OperatorCredential
{
    /// <summary>The account of the Azure CLI first, then of other tools of a developer's machine and of a build server.</summary>
    /// <param name="authorityHost">Where the cloud's identities get their tokens.</param>
    public static TokenCredential Create(Uri authorityHost) => new ChainedTokenCredential(
        new AzureCliCredential(new AzureCliCredentialOptions { AuthorityHost = authorityHost }),
        new AzureDeveloperCliCredential(new AzureDeveloperCliCredentialOptions { AuthorityHost = authorityHost }),
        new AzurePowerShellCredential(new AzurePowerShellCredentialOptions { AuthorityHost = authorityHost }),
        new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions { AuthorityHost = authorityHost }),
        new EnvironmentCredential(new EnvironmentCredentialOptions { AuthorityHost = authorityHost }));
}
