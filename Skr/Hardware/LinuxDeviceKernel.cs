using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CcDemo.Skr.Hardware;

/// <summary>The kernel that this process runs on.</summary>
internal sealed partial class LinuxDeviceKernel : IDeviceKernel
{
    public bool Exists(string path) => File.Exists(path);

    public SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    public int Control(SafeFileHandle device, uint request, nint argument)
        => Ioctl(device, request, argument) == 0 ? 0 : Marshal.GetLastPInvokeError();

    // ioctl is variadic; on Linux for x86-64, the only one with SEV-SNP, a pointer is passed alike either way.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle device, nuint request, nint argument);
}
