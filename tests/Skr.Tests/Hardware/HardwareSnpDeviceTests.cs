using System.Security.Cryptography;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;

namespace CcDemo.Skr.Tests.Hardware;

public sealed class HardwareSnpDeviceTests
{
    private const string Sev = "/dev/sev";
    private const string SevGuest = "/dev/sev-guest";

    private static readonly byte[] _reportData = RandomNumberGenerator.GetBytes(64);

    public static TheoryData<string> Devices => [Sev, SevGuest];

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task A_report_carries_the_data_that_was_sent(string path)
    {
        var kernel = new FakeKernel(path);

        var report = await Device(kernel).GetReportAsync(_reportData, CancellationToken.None);

        Assert.Equal(_reportData, report.ReportData.ToArray());
        Assert.Equal(0u, report.Vmpl);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task The_request_message_is_report_data_level_and_zeros(string path)
    {
        var kernel = new FakeKernel(path);

        await Device(kernel).GetReportAsync(_reportData, CancellationToken.None);

        Assert.Equal([.. _reportData, .. new byte[32]], kernel.Request);
    }

    [Fact]
    public async Task The_argument_for_a_6_kernel_is_byte_for_byte_that_of_its_header()
    {
        var kernel = new FakeKernel(SevGuest);

        await Device(kernel).GetReportAsync(_reportData, CancellationToken.None);

        Assert.Equal(IoWr('S', 0, 32), kernel.RequestNumber);
        Assert.Equal(3223343872u, kernel.RequestNumber);
        Assert.Equal("01 00 00 00 00 00 00 00 | rr rr rr rr rr rr rr rr | ss ss ss ss ss ss ss ss | 00 00 00 00 00 00 00 00", Masked(kernel.Argument, request: 8, response: 16));
    }

    [Fact]
    public async Task The_argument_for_a_5_kernel_is_byte_for_byte_that_of_its_header()
    {
        var kernel = new FakeKernel(Sev);

        await Device(kernel).GetReportAsync(_reportData, CancellationToken.None);

        Assert.Equal(IoWr('S', 1, 40), kernel.RequestNumber);
        Assert.Equal(3223868161u, kernel.RequestNumber);
        Assert.Equal("05 06 01 00 60 00 00 00 | rr rr rr rr rr rr rr rr | 00 05 00 00 00 00 00 00 | ss ss ss ss ss ss ss ss | 00 00 00 00 00 00 00 00", Masked(kernel.Argument, request: 8, response: 24));
    }

    [Theory]
    [InlineData(FakeKernel.Interrupted, 0)]
    [InlineData(FakeKernel.Busy, 0)]
    [InlineData(FakeKernel.InputOutput, 2)]
    public async Task What_passes_is_tried_again(int error, uint hypervisor)
    {
        var kernel = new FakeKernel(SevGuest) { Failures = { { error, 0, hypervisor }, { error, 0, hypervisor } } };

        Assert.Equal(_reportData, (await Device(kernel).GetReportAsync(_reportData, CancellationToken.None)).ReportData.ToArray());
        Assert.Equal(3, kernel.Calls);
    }

    [Fact]
    public async Task A_device_that_stays_busy_is_asked_five_times_and_no_more()
    {
        var kernel = new FakeKernel(SevGuest);
        for (var i = 0; i < 10; i++)
        {
            kernel.Failures.Add(FakeKernel.Busy, 0, 0);
        }

        Assert.Contains("busy 5 times", await RefusalAsync(kernel), StringComparison.Ordinal);
        Assert.Equal(5, kernel.Calls);
    }

    [Fact]
    public async Task A_call_that_is_interrupted_for_ever_ends_in_a_refusal()
    {
        var kernel = new FakeKernel(SevGuest);
        for (var i = 0; i < 1000; i++)
        {
            kernel.Failures.Add(FakeKernel.Interrupted, 0, 0);
        }

        Assert.Contains("error number 4", await RefusalAsync(kernel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SevGuest, FakeKernel.InputOutput, 0x27, 0, "firmware error 0x27, hypervisor error 0x0")]
    [InlineData(SevGuest, FakeKernel.InputOutput, 0, 1, "firmware error 0x0, hypervisor error 0x1")]
    [InlineData(Sev, FakeKernel.InputOutput, 0x16, 0, "firmware error 0x16")]
    [InlineData(SevGuest, FakeKernel.NotATypewriter, 0, 0, "no SEV-SNP guest device")]
    [InlineData(SevGuest, FakeKernel.TimedOut, 0, 0, "throttles")]
    [InlineData(SevGuest, FakeKernel.Invalid, 0, 0, "error number 22")]
    public async Task An_error_of_the_device_is_named_and_not_repeated(string path, int error, uint firmware, uint hypervisor, string named)
    {
        // The kernel closes the channel after an error of the processor: a second try would only hide the first error.
        var kernel = new FakeKernel(path) { Failures = { { error, firmware, hypervisor } } };

        Assert.Contains(named, await RefusalAsync(kernel), StringComparison.Ordinal);
        Assert.Equal(1, kernel.Calls);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task A_status_of_the_firmware_is_a_refusal(string path)
        => Assert.Contains("status 0x16", await RefusalAsync(new FakeKernel(path) { ChangeResponse = response => response[0] = 0x16 }), StringComparison.Ordinal);

    [Fact]
    public async Task A_report_of_another_size_is_refused()
        => Assert.Contains("1185 bytes", await RefusalAsync(new FakeKernel(SevGuest) { ChangeResponse = response => response[4]++ }), StringComparison.Ordinal);

    [Fact]
    public async Task A_report_of_an_unknown_version_is_refused()
        => Assert.Contains("Version 9", await RefusalAsync(new FakeKernel(SevGuest) { ChangeResponse = response => response[32] = 9 }), StringComparison.Ordinal);

    [Fact]
    public async Task A_report_about_other_data_is_refused()
        => Assert.Contains("other data", await RefusalAsync(new FakeKernel(SevGuest) { ChangeResponse = response => response[32 + 0x50] ^= 1 }), StringComparison.Ordinal);

    [Fact]
    public async Task A_device_that_may_not_be_opened_is_named()
        => Assert.Contains("/dev/sev-guest may not be opened", await RefusalAsync(new FakeKernel(SevGuest) { OpenError = new UnauthorizedAccessException() }), StringComparison.Ordinal);

    [Fact]
    public async Task A_device_that_has_gone_is_named()
        => Assert.Contains("cannot be opened: gone", await RefusalAsync(new FakeKernel(SevGuest) { OpenError = new IOException("gone") }), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_device_both_are_named()
    {
        var reason = await RefusalAsync(new FakeKernel("/dev/other"));

        Assert.Contains(Sev, reason, StringComparison.Ordinal);
        Assert.Contains(SevGuest, reason, StringComparison.Ordinal);
        Assert.Contains("Snp:Device", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData(null)]
    public async Task A_path_that_is_no_such_device_is_refused_by_the_real_kernel(string? path)
    {
        var file = Path.GetTempFileName();
        using var device = new HardwareSnpDevice([new DriverAt(path ?? file)], new LinuxDeviceKernel(), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<RefusalException>(() => device.GetReportAsync(_reportData, CancellationToken.None));

        Assert.Contains("no SEV-SNP guest device", refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_folder_is_no_device()
    {
        using var device = new HardwareSnpDevice([new DriverAt("/dev")], new LinuxDeviceKernel(), TimeProvider.System);

        Assert.Contains("not an SEV-SNP guest", (await Assert.ThrowsAsync<RefusalException>(() => device.GetReportAsync(_reportData, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static HardwareSnpDevice Device(FakeKernel kernel) => new(GuestDriver.All, kernel, TimeProvider.System) { FirstWait = TimeSpan.Zero };

    private static async Task<string> RefusalAsync(FakeKernel kernel)
        => (await Assert.ThrowsAsync<RefusalException>(() => Device(kernel).GetReportAsync(_reportData, CancellationToken.None))).Message;

    // asm-generic/ioctl.h: direction (read and write) in the upper two bits, then size, type and number.
    private static uint IoWr(char type, uint number, uint size) => (3u << 30) | (size << 16) | ((uint)type << 8) | number;

    private static string Masked(byte[] argument, int request, int response)
        => string.Join(" | ", argument.Select((octet, i) => i switch
        {
            _ when i >= request && i < request + 8 => "rr",
            _ when i >= response && i < response + 8 => "ss",
            _ => octet.ToString("x2"),
        }).Chunk(8).Select(row => string.Join(' ', row)));

    /// <summary>The driver of a 6.x kernel at another path.</summary>
    private sealed class DriverAt(string path) : GuestDriver
    {
        private readonly SevGuestDriver _driver = new();

        public override string Path => path;

        public override uint RequestNumber => _driver.RequestNumber;

        public override int ArgumentSize => _driver.ArgumentSize;

        public override int ResponseSize => _driver.ResponseSize;

        public override void WriteArgument(Span<byte> argument, nint request, nint response) => _driver.WriteArgument(argument, request, response);

        public override GuestRequestError ReadError(ReadOnlySpan<byte> argument) => _driver.ReadError(argument);
    }
}
