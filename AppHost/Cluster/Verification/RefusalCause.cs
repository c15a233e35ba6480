using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>The likely cause of a key that was not released, from what the sidecar said and what the files want.</summary>
internal static class RefusalCause
{
    private const string HostDataClaim = "x-ms-sevsnpvm-hostdata";
    private const string IssuerClaim = "iss";

    /// <summary>The causes in words, the likeliest first.</summary>
    /// <param name="record">How the consumer stands with its key.</param>
    /// <param name="releasePolicy">The key's release policy, as it was published; null when the file is not there.</param>
    /// <param name="hostData">The host data that was measured; null when the file is not there.</param>
    /// <param name="settings">The identity, the service account and the vault.</param>
    public static IReadOnlyList<string> Explain(AttestationRecord record, string? releasePolicy, string? hostData, DeploymentSettings settings)
    {
        var reason = record.Reason ?? "";
        var said = reason.Length > 0 ? reason : $"The key is in the state '{record.State}'.";

        if (Has(reason, "got no token", "AADSTS", "WorkloadIdentityCredential", "ManagedIdentityCredential"))
        {
            return
            [
                said,
                $"Likely the identity: its federated credential has to name system:serviceaccount:{settings.Namespace}:{settings.ServiceAccount} and the cluster's OIDC issuer, and the service account has to carry the identity's client id.",
            ];
        }

        if (HostDataDiffers(record, hostData) is { } difference)
        {
            return [said, difference];
        }

        if (Claims(record, releasePolicy) is { Count: > 0 } claims)
        {
            return [said, .. claims.Select(claim => $"Likely this claim: {claim}")];
        }

        if (Has(reason, "ForbiddenByRbac", "not authorized", "does not have", "status 403", "Forbidden"))
        {
            return
            [
                said,
                record.Claims.Count > 0 && releasePolicy is not null
                    ? $"The claims satisfy the release policy in '{PublishedNames.ReleasePolicyFile}', so likely the identity's role: it needs 'Key Vault Crypto Service Release User' on {settings.VaultEndpoint}; a new assignment takes minutes, seldom hours. Or the key in the vault has another policy than the file: do {StepNames.SetupKey}."
                    : $"Likely the key's release policy, or the identity's role ('Key Vault Crypto Service Release User').",
            ];
        }

        if (Has(reason, "status 404", "KeyNotFound", "not found"))
        {
            return [said, $"Likely the key is not in the vault: do {StepNames.SetupKey}."];
        }

        if (Has(reason, "attestation"))
        {
            return [said, "Likely the evidence: the attestation provider does not accept the report, its certificates or the guest image's endorsement; or the provider is not the one of this cloud and region."];
        }

        return Has(reason, "/dev/sev", "sev-guest", "SNP")
            ? [said, $"Likely the pod has no SNP device: it does not run on a confidential node, or the user {settings.SidecarUser} of the sidecar may not open it (--Parameters:sidecar-user=0)."]
            : [said];
    }

    private static string? HostDataDiffers(AttestationRecord record, string? hostData)
        => record.Claim(HostDataClaim) is { } actual && hostData?.Trim() is { Length: > 0 } measured && !actual.Equals(measured, StringComparison.OrdinalIgnoreCase)
            ? $"Likely this claim: {HostDataClaim} is '{actual}', but '{PublishedNames.HostDataFile}' has '{measured}': the pod that runs was started with another policy than the one that was measured. Do {StepNames.Measure}, {StepNames.SetupKey} and deploy again."
            : null;

    private static IReadOnlyList<string> Claims(AttestationRecord record, string? releasePolicy)
    {
        if (record.Claims.Count == 0 || releasePolicy is null)
        {
            return [];
        }

        try
        {
            var policy = ReleasePolicy.Parse(releasePolicy);
            return policy.Evaluate(record.Claim(IssuerClaim) ?? policy.Authorities[0], record.ClaimsJson()).Reasons;
        }
        catch (FormatException)
        {
            return [$"'{PublishedNames.ReleasePolicyFile}' is no release policy."];
        }
    }

    private static bool Has(string reason, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (reason.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
