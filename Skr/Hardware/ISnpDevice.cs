using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Hardware;

/// <summary>The guest's way to the security processor.</summary>
internal interface ISnpDevice
{
    /// <summary>Which device it is, for those who look after this sidecar; null when there is none.</summary>
    string? Name { get; }

    /// <summary>Has the security processor sign a report.</summary>
    /// <param name="reportData">What the guest puts into the report: 64 bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RefusalException">There is no device, or it does not answer.</exception>
    Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken);
}
