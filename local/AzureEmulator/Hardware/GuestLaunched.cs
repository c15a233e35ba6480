namespace CcDemo.AzureEmulator.Hardware;

/// <summary>What the host tells of a guest that it launched.</summary>
/// <param name="HostData">SHA-256 of the policy, hex.</param>
/// <param name="Device">The address of the guest's report device.</param>
/// <param name="Thim">The address of the certificates for its reports.</param>
/// <param name="SecurityPolicy">The policy, base64.</param>
/// <param name="ReferenceInfo">The utility VM's endorsement (COSE_Sign1), base64.</param>
/// <param name="HostAmdCert">The THIM document, base64.</param>
internal sealed record GuestLaunched(string HostData, string Device, string Thim, string SecurityPolicy, string ReferenceInfo, string HostAmdCert);
