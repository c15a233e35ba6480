using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;

namespace CcDemo.Skr.Tests.Limits;

/// <summary>A device that does not answer until it is released, and then refuses.</summary>
internal sealed class BlockedDevice : ISnpDevice
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the device is asked for the first time.</summary>
    public Task Asked => _asked.Task;

    public string Name => "a device of the tests";

    public void Release() => _released.TrySetResult();

    public async Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
        throw new RefusalException("The device was only there to be waited for.");
    }
}
