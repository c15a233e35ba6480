namespace CcDemo.AppHost;

/// <summary>What the host's answer to a registration tells of a guest; the names are those of the wire.</summary>
/// <param name="HostData">SHA-256 of the policy, 64 hex digits: the host data of every report of the guest.</param>
/// <param name="Device">The address of the guest's stand-in for the SNP device.</param>
/// <param name="Thim">The address of its certificates.</param>
/// <param name="SecurityPolicy">The policy, base64.</param>
/// <param name="ReferenceInfo">The signed endorsement of the utility VM, base64 of COSE_Sign1.</param>
/// <param name="HostAmdCert">The certificates that the host hands to the guest, base64 of a THIM document.</param>
internal sealed record GuestRegistration(
    string HostData, string Device, string Thim, string SecurityPolicy, string ReferenceInfo, string HostAmdCert);
