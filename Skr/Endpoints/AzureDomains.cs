using CcDemo.Attestation;

namespace CcDemo.Skr.Endpoints;

/// <summary>The domains of Azure's own attestation providers, vaults and managed HSMs in its three clouds.</summary>
internal static class AzureDomains
{
    public static IReadOnlyList<EndpointPattern> Providers { get; } = Below([.. AzureCloud.All.Select(cloud => cloud.AttestationSuffix), "attest.chinacloudapi.cn"]);

    public static IReadOnlyList<EndpointPattern> Vaults { get; } = Below([.. AzureCloud.All.SelectMany(cloud => new[] { cloud.VaultSuffix, cloud.ManagedHsmSuffix })]);

    private static EndpointPattern[] Below(string[] domains) => [.. domains.Select(domain => EndpointPattern.Parse($".{domain}"))];
}
