using System.Runtime.InteropServices;

namespace CcDemo.Skr.Release;

/// <summary>Makes the thread that calls it give way to others. On Linux .NET's own thread priorities have no effect.</summary>
internal static partial class BackgroundPriority
{
    /// <summary>The lowest of Linux.</summary>
    public const int Nice = 19;

    private const int PriorityOfProcess = 0; // PRIO_PROCESS; with the id 0 it is the calling thread's.

    public static void Set()
    {
        if (OperatingSystem.IsLinux())
        {
            // A kernel that refuses leaves the thread as it was, which is slower for others but not wrong.
            _ = SetPriority(PriorityOfProcess, 0, Nice);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
