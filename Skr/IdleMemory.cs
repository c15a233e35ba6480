using System.Runtime.InteropServices;
using CcDemo.Skr.Limits;

namespace CcDemo.Skr;

/// <summary>
/// Gives memory back when there was something to do and there is nothing any more: after the start, and after requests. A
/// sidecar waits most of the time, and the pod that it sits in pays for what is resident.
/// </summary>
internal sealed partial class IdleMemory(WorkPermits permits, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_quiet, time);
        var (seen, given) = (permits.Taken, -1L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (permits.Taken == seen && permits.Taken != given)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                TrimNativeHeap();
                given = seen;
            }

            seen = permits.Taken;
        }
    }

    private static void TrimNativeHeap()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Other C libraries than glibc give back by themselves.
        }
        catch (DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
