namespace CcDemo.Skr;

/// <summary>
/// Gives back, once and soon after the start, the memory that only the start needed. A sidecar waits most of the time, and
/// the pod that it sits in pays for what is resident.
/// </summary>
internal sealed class StartupMemory(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(_settled, time, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
