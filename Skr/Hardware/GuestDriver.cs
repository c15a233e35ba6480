using System.Buffers.Binary;

namespace CcDemo.Skr.Hardware;

/// <summary>
/// One of the two ways in which Linux hands a guest's request for a report to the security processor: the device, the
/// number of its ioctl and the bytes of its argument. The messages themselves (MSG_REPORT_REQ and MSG_REPORT_RSP of the
/// SEV-SNP ABI) are the same on both. Numbers are little-endian, the padding is that of the System V ABI for x86-64.
/// </summary>
internal abstract class GuestDriver
{
    /// <summary>The size of MSG_REPORT_REQ: 64 bytes of report data, the privilege level (VMPL) and 28 zeros.</summary>
    public const int RequestSize = 96;

    /// <summary>The drivers, the newer kernel's first.</summary>
    public static IReadOnlyList<GuestDriver> All { get; } = [new SevGuestDriver(), new SevDriver()];

    /// <summary>The device's path.</summary>
    public abstract string Path { get; }

    /// <summary>The number of the ioctl.</summary>
    public abstract uint RequestNumber { get; }

    /// <summary>How many bytes the ioctl's argument has.</summary>
    public abstract int ArgumentSize { get; }

    /// <summary>How many bytes the driver writes as the response.</summary>
    public abstract int ResponseSize { get; }

    /// <summary>Writes the ioctl's argument.</summary>
    /// <param name="argument"><see cref="ArgumentSize"/> zeros.</param>
    /// <param name="request">The address of the request message.</param>
    /// <param name="response">The address of <see cref="ResponseSize"/> bytes for the response message.</param>
    public abstract void WriteArgument(Span<byte> argument, nint request, nint response);

    /// <summary>Reads what firmware and hypervisor said of a request that failed.</summary>
    public abstract GuestRequestError ReadError(ReadOnlySpan<byte> argument);

    /// <summary>Writes MSG_REPORT_REQ (SEV-SNP ABI, section 7.3) for privilege level 0.</summary>
    /// <param name="request"><see cref="RequestSize"/> zeros.</param>
    /// <param name="reportData">What the report is to carry: 64 bytes.</param>
    public static void WriteRequest(Span<byte> request, ReadOnlySpan<byte> reportData)
    {
        const int VmplOffset = 64;
        reportData.CopyTo(request);
        BinaryPrimitives.WriteUInt32LittleEndian(request[VmplOffset..], 0);
    }
}
