namespace CcDemo.Skr.Configuration;

/// <summary>The settings at the top level: the original's environment variables.</summary>
internal sealed class SkrOptions
{
    /// <summary>Base64 of the original's JSON arguments.</summary>
    public string? SkrSideCarArgs { get; set; }

    /// <summary>The folder in which the utility VM leaves what it knows of itself.</summary>
    [ConfigurationKeyName("UVM_SECURITY_CONTEXT_DIR")]
    public string SecurityContextFolder { get; set; } = "/opt/confidential-containers/share/kata-containers";

    /// <summary>Base64 of the THIM document of the host's chip.</summary>
    [ConfigurationKeyName("UVM_HOST_AMD_CERTIFICATE")]
    public string? HostAmdCertificate { get; set; }

    /// <summary>Base64 of the policy that the guest was launched with.</summary>
    [ConfigurationKeyName("UVM_SECURITY_POLICY")]
    public string? SecurityPolicy { get; set; }

    /// <summary>Base64 of the utility VM's endorsement.</summary>
    [ConfigurationKeyName("UVM_REFERENCE_INFO")]
    public string? ReferenceInfo { get; set; }

    /// <summary>The client id of the managed or workload identity.</summary>
    [ConfigurationKeyName("AZURE_CLIENT_ID")]
    public string? ClientId { get; set; }

    /// <summary>The tenant of the workload identity.</summary>
    [ConfigurationKeyName("AZURE_TENANT_ID")]
    public string? TenantId { get; set; }

    /// <summary>The file with the workload identity's token.</summary>
    [ConfigurationKeyName("AZURE_FEDERATED_TOKEN_FILE")]
    public string? FederatedTokenFile { get; set; }

    /// <summary>Where the workload identity gets its tokens, as the webhook of workload identity sets it; the vault's cloud decides when it is not set.</summary>
    [ConfigurationKeyName("AZURE_AUTHORITY_HOST")]
    public string? AuthorityHost { get; set; }

    /// <summary>For tests only: the certificates that the utility VM left are taken for those of other firmware, so that they are fetched anew.</summary>
    public bool AllowTestingMismatchedTCB { get; set; }

    /// <summary>The arguments that <see cref="SkrSideCarArgs"/> carries.</summary>
    /// <exception cref="FormatException">They are not of the original's form.</exception>
    public SidecarArguments Arguments => string.IsNullOrEmpty(SkrSideCarArgs) ? SidecarArguments.None : SidecarArguments.Parse(SkrSideCarArgs);
}
