using System.Runtime.InteropServices;

namespace CcDemo.Skr.Memory;

/// <summary>The C library's heap, which OpenSSL uses.</summary>
internal static partial class NativeHeap
{
    /// <summary>Gives freed memory back to the system.</summary>
    public static void Trim()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Other C libraries than glibc give back by themselves.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
