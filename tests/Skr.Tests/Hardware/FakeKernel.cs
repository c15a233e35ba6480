using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CcDemo.Attestation;
using CcDemo.Skr.Hardware;
using Microsoft.Win32.SafeHandles;

namespace CcDemo.Skr.Tests.Hardware;

/// <summary>
/// A kernel with one guest device: it reads the bytes of the ioctl's argument as the driver of that kernel does, copies
/// the request from the address that they name and the response to the other.
/// </summary>
internal sealed class FakeKernel(string path) : IDeviceKernel
{
    private const int RequestSize = 96;

    public const int Interrupted = 4; // EINTR
    public const int InputOutput = 5; // EIO
    public const int Busy = 16; // EBUSY
    public const int BadAddress = 14; // EFAULT
    public const int Invalid = 22; // EINVAL
    public const int NotATypewriter = 25; // ENOTTY
    public const int TimedOut = 110; // ETIMEDOUT

    /// <summary>What comes before the device answers: error numbers, and what the hypervisor and the firmware say.</summary>
    public Failures Failures { get; } = [];

    /// <summary>Changes the response message before it is copied out.</summary>
    public Action<byte[]>? ChangeResponse { get; init; }

    /// <summary>What opening the device throws.</summary>
    public Exception? OpenError { get; init; }

    public int Calls { get; private set; }

    public uint RequestNumber { get; private set; }

    public byte[] Argument { get; private set; } = [];

    public byte[] Request { get; private set; } = [];

    public bool Exists(string candidate) => candidate == path;

    public SafeFileHandle Open(string opened)
    {
        Assert.Equal(path, opened);
        return OpenError is null ? new SafeFileHandle() : throw OpenError;
    }

    public int Control(SafeFileHandle device, uint request, nint argument)
    {
        Calls++;
        RequestNumber = request;
        var size = (int)((request >> 16) & 0x3FFF);
        Argument = Copy(argument, size);
        if (Failures.TryDequeue(out var failure))
        {
            WriteErrors(argument, failure.Firmware, failure.Hypervisor);
            return failure.Error;
        }

        return path == "/dev/sev" ? AnswerSev(argument) : AnswerSevGuest();
    }

    private int AnswerSevGuest()
    {
        if (RequestNumber != 0xC0205300 || Argument[0] == 0)
        {
            return Invalid;
        }

        return Answer(Address(8), Address(16), 4000);
    }

    private int AnswerSev(nint argument)
    {
        var (requestLength, responseLength) = (BinaryPrimitives.ReadUInt16LittleEndian(Argument.AsSpan(4)), BinaryPrimitives.ReadUInt16LittleEndian(Argument.AsSpan(16)));
        if (RequestNumber != 0xC0285301 || Argument is not [5, 6, 1, ..] || requestLength != RequestSize || responseLength < 1280)
        {
            WriteErrors(argument, 0x16, 0);
            return Invalid;
        }

        return Answer(Address(8), Address(24), responseLength);
    }

    private int Answer(nint from, nint to, int responseSize)
    {
        if (from == 0 || to == 0)
        {
            return BadAddress;
        }

        Request = Copy(from, RequestSize);
        var response = new byte[responseSize];
        BinaryPrimitives.WriteUInt32LittleEndian(response.AsSpan(4), SnpReport.Size);
        var report = response.AsSpan(32);
        BinaryPrimitives.WriteUInt32LittleEndian(report, 3);
        Request.AsSpan(64, 4).CopyTo(report[0x30..]);
        Request.AsSpan(0, 64).CopyTo(report[0x50..]);
        ChangeResponse?.Invoke(response);
        Marshal.Copy(response, 0, to, response.Length);
        return 0;
    }

    private void WriteErrors(nint argument, uint firmware, uint hypervisor)
    {
        if (path == "/dev/sev")
        {
            Marshal.WriteInt32(argument, 32, (int)firmware);
        }
        else
        {
            Marshal.WriteInt32(argument, 24, (int)firmware);
            Marshal.WriteInt32(argument, 28, (int)hypervisor);
        }
    }

    private nint Address(int offset) => (nint)BinaryPrimitives.ReadUInt64LittleEndian(Argument.AsSpan(offset));

    private static byte[] Copy(nint address, int size)
    {
        var bytes = new byte[size];
        Marshal.Copy(address, bytes, 0, size);
        return bytes;
    }
}
