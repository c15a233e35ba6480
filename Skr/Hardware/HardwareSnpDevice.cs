using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Hardware;

/// <summary>The device of a guest on real hardware. There is no stand-in for it: without a device there is no report.</summary>
internal sealed class HardwareSnpDevice : ISnpDevice
{
    private static readonly string[] _devices = ["/dev/sev-guest", "/dev/sev"];

    public Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
        => throw new RefusalException(_devices.FirstOrDefault(File.Exists) is { } device
            ? $"The device {device} is there, but this build cannot ask it for a report yet."
            : "This is not an SEV-SNP guest: neither /dev/sev-guest nor /dev/sev exists. Run in a confidential pod, or name an emulated device in Snp:Device.");
}
