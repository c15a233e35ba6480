using System.Buffers.Binary;

namespace CcDemo.Skr.Hardware;

/// <summary>
/// <c>/dev/sev</c> of the 5.x kernels of Azure's utility VMs: <c>SEV_SNP_GUEST_MSG_REPORT</c> with
/// <c>struct sev_snp_guest_request</c> of <c>linux/psp-sev-guest.h</c>.
/// </summary>
internal sealed class SevDriver : GuestDriver
{
    // u8 req_msg_type, u8 rsp_msg_type, u8 msg_version, padding, u16 request_len, padding, u64 request_uaddr,
    // u16 response_len, padding, u64 response_uaddr, u32 error, padding
    private const int RequestTypeOffset = 0;
    private const int ResponseTypeOffset = 1;
    private const int VersionOffset = 2;
    private const int RequestLengthOffset = 4;
    private const int RequestOffset = 8;
    private const int ResponseLengthOffset = 16;
    private const int ResponseOffset = 24;
    private const int ErrorOffset = 32;
    private const byte ReportRequestType = 5;
    private const byte ReportResponseType = 6;
    private const byte MessageVersion = 1;

    public override string Path => "/dev/sev";

    /// <summary><c>_IOWR('S', 1, 40 bytes)</c>.</summary>
    public override uint RequestNumber => 0xC0285301;

    public override int ArgumentSize => 40;

    /// <summary>The size of MSG_REPORT_RSP with the 64 bytes that the driver wants beyond the report.</summary>
    public override int ResponseSize => 1280;

    public override void WriteArgument(Span<byte> argument, nint request, nint response)
    {
        argument[RequestTypeOffset] = ReportRequestType;
        argument[ResponseTypeOffset] = ReportResponseType;
        argument[VersionOffset] = MessageVersion;
        BinaryPrimitives.WriteUInt16LittleEndian(argument[RequestLengthOffset..], RequestSize);
        BinaryPrimitives.WriteUInt64LittleEndian(argument[RequestOffset..], (ulong)request);
        BinaryPrimitives.WriteUInt16LittleEndian(argument[ResponseLengthOffset..], (ushort)ResponseSize);
        BinaryPrimitives.WriteUInt64LittleEndian(argument[ResponseOffset..], (ulong)response);
    }

    public override GuestRequestError ReadError(ReadOnlySpan<byte> argument)
        => new(BinaryPrimitives.ReadUInt32LittleEndian(argument[ErrorOffset..]), Hypervisor: 0);
}
