using CcDemo.Skr.Limits;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.Memory;

/// <summary>
/// Gives memory back when there was something to do and there is nothing any more: after the start, and after requests. A
/// sidecar waits most of the time, and the pod that it sits in pays for what is resident.
/// </summary>
internal sealed class IdleMemory(WorkPermits permits, WrappingKeyPool wrappingKeys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_quiet, time);
        var (before, given) = (permits.Taken, -1L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var taken = permits.Taken;
            if (taken == before && taken != given && !wrappingKeys.IsFilling)
            {
                // In this order: finding out which pages can go makes garbage itself.
                FilePages.Release();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                NativeHeap.Trim();
                given = taken;
            }

            before = taken;
        }
    }
}
