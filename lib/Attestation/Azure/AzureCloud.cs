namespace CcDemo.Attestation;

/// <summary>
/// One of Azure's separate clouds: where its services are and whom their tokens are for. Suffixes are host names
/// without a leading dot; a service is at a name below its suffix, such as <c>NAME.vault.azure.net</c>.
/// </summary>
public sealed record AzureCloud
{
    private AzureCloud()
    {
    }

    /// <summary>The public cloud.</summary>
    public static AzureCloud Public { get; } = new()
    {
        Name = "public",
        CliName = "AzureCloud",
        AuthorityHost = new Uri("https://login.microsoftonline.com/"),
        ResourceManagerEndpoint = new Uri("https://management.azure.com/"),
        VaultSuffix = "vault.azure.net",
        ManagedHsmSuffix = "managedhsm.azure.net",
        AttestationSuffix = "attest.azure.net",
        EventHubsSuffix = "servicebus.windows.net",
        RegistrySuffix = "azurecr.io",
        TokenExchangeAudience = "api://AzureADTokenExchange",
        AuthorityAliases = ["login.windows.net", "login.microsoft.com", "sts.windows.net"],
    };

    /// <summary>The cloud in China that 21Vianet runs.</summary>
    public static AzureCloud China { get; } = new()
    {
        Name = "china",
        CliName = "AzureChinaCloud",
        AuthorityHost = new Uri("https://login.partner.microsoftonline.cn/"),
        ResourceManagerEndpoint = new Uri("https://management.chinacloudapi.cn/"),
        VaultSuffix = "vault.azure.cn",
        ManagedHsmSuffix = "managedhsm.azure.cn",
        AttestationSuffix = "attest.azure.cn",
        EventHubsSuffix = "servicebus.chinacloudapi.cn",
        RegistrySuffix = "azurecr.cn",
        TokenExchangeAudience = "api://AzureADTokenExchangeChina",
        AuthorityAliases = ["login.chinacloudapi.cn"],
    };

    /// <summary>The cloud of the United States' government.</summary>
    public static AzureCloud UsGovernment { get; } = new()
    {
        Name = "usgov",
        CliName = "AzureUSGovernment",
        AuthorityHost = new Uri("https://login.microsoftonline.us/"),
        ResourceManagerEndpoint = new Uri("https://management.usgovcloudapi.net/"),
        VaultSuffix = "vault.usgovcloudapi.net",
        ManagedHsmSuffix = "managedhsm.usgovcloudapi.net",
        AttestationSuffix = "attest.azure.us",
        EventHubsSuffix = "servicebus.usgovcloudapi.net",
        RegistrySuffix = "azurecr.us",
        TokenExchangeAudience = "api://AzureADTokenExchangeUSGov",
        AuthorityAliases = ["login.usgovcloudapi.net"],
    };

    /// <summary>Every cloud, the public one first.</summary>
    public static IReadOnlyList<AzureCloud> All { get; } = [Public, China, UsGovernment];

    /// <summary>The name in CcDemo's settings: <c>public</c>, <c>china</c> or <c>usgov</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name in <c>az cloud set --name</c>.</summary>
    public required string CliName { get; init; }

    /// <summary>Where identities get their tokens; with a trailing slash, as <c>AZURE_AUTHORITY_HOST</c> has it.</summary>
    public required Uri AuthorityHost { get; init; }

    /// <summary>Where resources are managed; with a trailing slash.</summary>
    public required Uri ResourceManagerEndpoint { get; init; }

    /// <summary>The suffix of key vaults.</summary>
    public required string VaultSuffix { get; init; }

    /// <summary>The suffix of managed HSMs.</summary>
    public required string ManagedHsmSuffix { get; init; }

    /// <summary>The suffix of attestation providers.</summary>
    public required string AttestationSuffix { get; init; }

    /// <summary>The suffix of Event Hubs namespaces.</summary>
    public required string EventHubsSuffix { get; init; }

    /// <summary>The suffix of container registries.</summary>
    public required string RegistrySuffix { get; init; }

    /// <summary>The audience that a federated credential of a workload identity must name.</summary>
    public required string TokenExchangeAudience { get; init; }

    /// <summary>The scope of a token for key vaults: <c>https://SUFFIX/.default</c>.</summary>
    public string VaultScope => $"https://{VaultSuffix}/.default";

    /// <summary>The scope of a token for managed HSMs: <c>https://SUFFIX/.default</c>.</summary>
    public string ManagedHsmScope => $"https://{ManagedHsmSuffix}/.default";

    private IReadOnlyList<string> AuthorityAliases { get; init; } = [];

    /// <summary>The cloud with a <see cref="Name"/> or <see cref="CliName"/>, in any letter case.</summary>
    /// <exception cref="FormatException">There is no such cloud.</exception>
    public static AzureCloud Parse(string name)
        => All.FirstOrDefault(cloud => IsSame(cloud.Name, name) || IsSame(cloud.CliName, name))
            ?? throw new FormatException($"The cloud '{name}' is not known; use {string.Join(", ", All.Select(cloud => cloud.Name))}.");

    /// <summary>
    /// The cloud that a host belongs to: a vault, managed HSM, attestation provider, Event Hubs namespace, registry,
    /// resource manager or token authority.
    /// </summary>
    /// <param name="host">A host name without port, in any letter case.</param>
    /// <returns>Null when the host is none of Azure's, such as one on this machine.</returns>
    public static AzureCloud? FindByHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return All.FirstOrDefault(cloud => cloud.Has(host));
    }

    /// <summary>Whether a host is a key vault of this cloud.</summary>
    public bool IsVault(string host) => IsBelow(host, VaultSuffix);

    /// <summary>Whether a host is a managed HSM of this cloud.</summary>
    public bool IsManagedHsm(string host) => IsBelow(host, ManagedHsmSuffix);

    /// <summary>Whether a host is an attestation provider of this cloud.</summary>
    public bool IsAttestationProvider(string host) => IsBelow(host, AttestationSuffix);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private bool Has(string host)
        => IsVault(host)
            || IsManagedHsm(host)
            || IsAttestationProvider(host)
            || IsBelow(host, EventHubsSuffix)
            || IsBelow(host, RegistrySuffix)
            || IsSame(host, AuthorityHost.Host)
            || IsSame(host, ResourceManagerEndpoint.Host)
            || AuthorityAliases.Any(alias => IsSame(host, alias));

    // A whole label must stand before the suffix: "evilvault.azure.net" is no vault.
    private static bool IsBelow(string host, string suffix)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Length > suffix.Length + 1
            && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            && host[host.Length - suffix.Length - 1] == '.';
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
