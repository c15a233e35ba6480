using CcDemo.Attestation;

namespace CcDemo.Skr.Attest;

/// <summary>Everything that speaks for this guest.</summary>
/// <param name="Report">The report.</param>
/// <param name="Certificates">The certificates of the chip that made it.</param>
/// <param name="ReferenceInfo">The utility VM's endorsement (COSE_Sign1); null when there is none.</param>
internal sealed record Evidence(SnpReport Report, ThimCertification Certificates, byte[]? ReferenceInfo);
