using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Certificates;

/// <summary>Where the certificates of the host's chip are to be had.</summary>
internal interface ICertificateSource
{
    /// <summary>Fetches the certificates of the chip and firmware that a report was made with.</summary>
    /// <exception cref="RefusalException">The service cannot be reached, refuses, or answers something else.</exception>
    Task<ThimCertification> FetchAsync(SnpReport report, CancellationToken cancellationToken);
}
