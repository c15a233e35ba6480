namespace CcDemo.Skr.Endpoints;

/// <summary>The domains of Azure's own attestation providers, vaults and managed HSMs in its three clouds.</summary>
internal static class AzureDomains
{
    public static IReadOnlyList<EndpointPattern> Providers { get; } = Below("attest.azure.net", "attest.azure.us", "attest.azure.cn", "attest.chinacloudapi.cn");

    public static IReadOnlyList<EndpointPattern> Vaults { get; } = Below(
        "vault.azure.net",
        "vault.usgovcloudapi.net",
        "vault.azure.cn",
        "managedhsm.azure.net",
        "managedhsm.usgovcloudapi.net",
        "managedhsm.azure.cn");

    private static EndpointPattern[] Below(params ReadOnlySpan<string> domains)
    {
        var patterns = new EndpointPattern[domains.Length];
        for (var i = 0; i < domains.Length; i++)
        {
            patterns[i] = EndpointPattern.Parse($".{domains[i]}");
        }

        return patterns;
    }
}
