using System.Buffers.Binary;

namespace CcDemo.Skr.Hardware;

/// <summary>
/// <c>/dev/sev-guest</c> of kernels from 6.0 on: <c>SNP_GET_REPORT</c> with <c>struct snp_guest_request_ioctl</c> of
/// <c>linux/sev-guest.h</c>.
/// </summary>
internal sealed class SevGuestDriver : GuestDriver
{
    // u8 msg_version, 7 bytes of padding, u64 req_data, u64 resp_data, u64 exitinfo2 = { u32 fw_error, u32 vmm_error }
    private const int RequestOffset = 8;
    private const int ResponseOffset = 16;
    private const int FirmwareErrorOffset = 24;
    private const int HypervisorErrorOffset = 28;
    private const byte MessageVersion = 1;

    public override string Path => "/dev/sev-guest";

    /// <summary><c>_IOWR('S', 0, 32 bytes)</c>.</summary>
    public override uint RequestNumber => 0xC0205300;

    public override int ArgumentSize => 32;

    /// <summary>The size of <c>struct snp_report_resp</c>, of which the message is the beginning.</summary>
    public override int ResponseSize => 4000;

    public override void WriteArgument(Span<byte> argument, nint request, nint response)
    {
        argument[0] = MessageVersion;
        BinaryPrimitives.WriteUInt64LittleEndian(argument[RequestOffset..], (ulong)request);
        BinaryPrimitives.WriteUInt64LittleEndian(argument[ResponseOffset..], (ulong)response);
    }

    public override GuestRequestError ReadError(ReadOnlySpan<byte> argument) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(argument[FirmwareErrorOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(argument[HypervisorErrorOffset..]));
}
