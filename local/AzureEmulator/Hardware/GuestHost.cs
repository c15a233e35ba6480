using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>The machine: a chip of its own chain, and another of a chain that nobody trusts, which is made when first needed.</summary>
internal sealed class GuestHost(TimeProvider time) : IDisposable
{
    private readonly Lazy<Task<SecurityProcessor>> _processor = new(() => SecurityProcessor.CreateAsync("Emulated", time));
    private readonly Lazy<Task<SecurityProcessor>> _foreign = new(() => SecurityProcessor.CreateAsync("Foreign", time));

    /// <summary>Starts making the host's chip.</summary>
    public void Prepare() => _ = _processor.Value;

    /// <summary>The host's chip.</summary>
    public Task<SecurityProcessor> ProcessorAsync(CancellationToken cancellationToken) => _processor.Value.WaitAsync(cancellationToken);

    /// <summary>The certificates that a guest is given for its reports.</summary>
    public async Task<ThimCertification> CertificationAsync(Guest guest, CancellationToken cancellationToken)
        => (await ProcessorOfAsync(guest, cancellationToken)).Certification;

    /// <summary>A report about the guest, with the guest's fault if it has one.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="reportData">What the guest wants signed, 64 bytes.</param>
    /// <param name="cancellationToken">Ends the wait for the chip's key.</param>
    public async Task<byte[]> ReportAsync(Guest guest, byte[] reportData, CancellationToken cancellationToken)
    {
        var processor = await ProcessorOfAsync(guest, cancellationToken);
        switch (guest.Fault)
        {
            case Fault.RuntimeData:
                return processor.Report(guest, [.. reportData.Select(octet => (byte)~octet)]);
            case Fault.FlippedBit:
                var report = processor.Report(guest, reportData);
                report[ReportLayout.MeasurementOffset] ^= 1;
                return report;
            default:
                return processor.Report(guest, reportData);
        }
    }

    public void Dispose()
    {
        foreach (var processor in new[] { _processor, _foreign })
        {
            if (processor is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                processor.Value.Result.Dispose();
            }
        }
    }

    private Task<SecurityProcessor> ProcessorOfAsync(Guest guest, CancellationToken cancellationToken)
        => (guest.Fault == Fault.ForeignChain ? _foreign : _processor).Value.WaitAsync(cancellationToken);
}
