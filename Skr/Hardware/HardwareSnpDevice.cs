using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;
using Microsoft.Win32.SafeHandles;

namespace CcDemo.Skr.Hardware;

/// <summary>
/// The device of a guest on real hardware; which one it is depends on the kernel. There is no stand-in for it: without
/// a device there is no report.
/// </summary>
internal sealed class HardwareSnpDevice(IReadOnlyList<GuestDriver> drivers, IDeviceKernel kernel, TimeProvider time) : ISnpDevice, IDisposable
{
    private const int MaxTries = 5;
    private const int MaxInterruptions = 100;

    // MSG_REPORT_RSP: u32 status, u32 report_size, 24 reserved bytes, the report.
    private const int ReportSizeOffset = 4;
    private const int ReportOffset = 32;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>How long the first wait for a busy device is; each further one is twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(250);

    public string? Name => Driver?.Path;

    private GuestDriver? Driver => drivers.FirstOrDefault(candidate => kernel.Exists(candidate.Path));

    public async Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
    {
        var driver = Driver
            ?? throw new RefusalException($"This is not an SEV-SNP guest: neither {string.Join(" nor ", drivers.Select(candidate => candidate.Path))} exists. Run in a confidential pod, or name an emulated device in Snp:Device.");
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                if (await AskAsync(driver, reportData) is { } report)
                {
                    return report;
                }

                if (tries == MaxTries)
                {
                    throw new RefusalException($"The security processor behind {driver.Path} was busy {MaxTries} times in a row: the host throttles this guest. Try again later.");
                }

                await Task.Delay(FirstWait * (1 << (tries - 1)), time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // A driver that the host throttles blocks for up to a minute, which no thread of the pool must. An ioctl cannot be
    // called off either: it is awaited to its end, since it writes into memory of ours.
    private Task<SnpReport?> AskAsync(GuestDriver driver, ReadOnlyMemory<byte> reportData)
        => Task.Factory.StartNew(() => Ask(driver, reportData.Span), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <returns>Null when the device is busy.</returns>
    private SnpReport? Ask(GuestDriver driver, ReadOnlySpan<byte> reportData)
    {
        // Pinned, since the kernel is given addresses.
        var request = GC.AllocateArray<byte>(GuestDriver.RequestSize, pinned: true);
        var response = GC.AllocateArray<byte>(driver.ResponseSize, pinned: true);
        var argument = GC.AllocateArray<byte>(driver.ArgumentSize, pinned: true);
        try
        {
            GuestDriver.WriteRequest(request, reportData);
            driver.WriteArgument(argument, AddressOf(request), AddressOf(response));
            using var device = Open(driver.Path);
            return Control(driver, device, argument) is { } failure
                ? failure.IsBusy ? null : throw failure.Refusal
                : Read(driver.Path, response, reportData);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request);
            CryptographicOperations.ZeroMemory(response);
            CryptographicOperations.ZeroMemory(argument);
        }
    }

    private SafeFileHandle Open(string path)
    {
        try
        {
            return kernel.Open(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RefusalException($"The device {path} may not be opened by this process: run it as a user that may, and mount the device into the container for reading and writing.", e);
        }
        catch (IOException e)
        {
            throw new RefusalException($"The device {path} cannot be opened: {Upstream.Flat(e.Message)}", e);
        }
    }

    private (bool IsBusy, RefusalException Refusal)? Control(GuestDriver driver, SafeFileHandle device, byte[] argument)
    {
        var error = Errno.Interrupted;
        for (var i = 0; i < MaxInterruptions && error == Errno.Interrupted; i++)
        {
            error = kernel.Control(device, driver.RequestNumber, AddressOf(argument));
        }

        var below = driver.ReadError(argument);
        return error switch
        {
            0 => null,
            Errno.Busy or Errno.TryAgain => (true, Refuse("is busy")),
            Errno.InputOutput when below.IsBusy => (true, Refuse("is busy")),
            Errno.InputOutput => (false, Refuse($"did not get a report from the security processor ({below}). The kernel's log says more; a kernel that has closed the channel to the processor needs a restart of the pod.")),
            Errno.NotATypewriter => (false, Refuse("does not know requests for reports: it is no SEV-SNP guest device, or the kernel has closed the channel to the security processor after an error, which only a restart of the pod opens again.")),
            Errno.TimedOut => (false, Refuse("got no answer from the security processor in time: the host throttles this guest.")),
            _ => (false, Refuse($"refused the request for a report with error number {error} ({Marshal.GetPInvokeErrorMessage(error)}; {below}).")),
        };

        RefusalException Refuse(string what) => new($"The device {driver.Path} {what}");
    }

    private static SnpReport Read(string path, ReadOnlySpan<byte> response, ReadOnlySpan<byte> reportData)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(response) is not 0 and var status)
        {
            throw new RefusalException($"The security processor behind {path} refused to make a report with status 0x{status:x}.");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(response[ReportSizeOffset..]) is not SnpReport.Size and var size)
        {
            throw new RefusalException($"The security processor behind {path} made a report of {size} bytes; {SnpReport.Size} are known.");
        }

        if (!SnpReport.TryParse(response.Slice(ReportOffset, SnpReport.Size), out var report, out var error))
        {
            throw new RefusalException($"The security processor behind {path} answered with something that is no report: {error}");
        }

        return report.ReportData.Span.SequenceEqual(reportData)
            ? report
            : throw new RefusalException($"The security processor behind {path} made a report about other data than was sent.");
    }

    private static nint AddressOf(byte[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
