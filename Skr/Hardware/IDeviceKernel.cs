using Microsoft.Win32.SafeHandles;

namespace CcDemo.Skr.Hardware;

/// <summary>What the kernel does for a device file.</summary>
internal interface IDeviceKernel
{
    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>Opens a device for reading and writing.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not open it.</exception>
    SafeFileHandle Open(string path);

    /// <summary>ioctl(2); blocks until the device has answered.</summary>
    /// <param name="device">The device.</param>
    /// <param name="request">The number of the request.</param>
    /// <param name="argument">The address of the argument, which must not move.</param>
    /// <returns>0, or the error number (errno).</returns>
    int Control(SafeFileHandle device, uint request, nint argument);
}
