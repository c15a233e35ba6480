using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Skr.Tests.Configuration;

public sealed class LogFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void An_entry_is_one_line_after_what_is_there_already()
    {
        File.WriteAllText(_path, "before\n");
        using (var file = new LogFile(_path, new FakeTimeProvider(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))))
        {
#pragma warning disable CA2254 // The text is what is tested.
            file.CreateLogger("A.B").LogWarning("one\nlevel=info msg=forged\u001b[31m");
#pragma warning restore CA2254
        }

        Assert.Equal("before\n2026-01-02T03:04:05.000Z level=warning source=A.B msg=one level=info msg=forged [31m\n", File.ReadAllText(_path));
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_written_stops_the_start()
        => Assert.Contains("/nonexistent/log", (await Assert.ThrowsAsync<FormatException>(() => SkrHost.StartAsync([new("LogFile", "/nonexistent/log")]))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task With_a_log_file_the_console_stays_silent()
    {
        using var process = SkrProcess.Start([new("Port", "0"), new("UVM_SECURITY_CONTEXT_DIR", "/nonexistent")], "-logfile", _path, "-loglevel", "debug", "-server_type", "nonsense");
        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Contains("The sidecar cannot start: ServerType is 'nonsense'", process.Output, StringComparison.Ordinal);

        using var serving = SkrProcess.Start([new("Port", "0"), new("UVM_SECURITY_CONTEXT_DIR", "/nonexistent")], "-logfile", _path);
        while (!(await ReadAsync()).Contains("Application started", StringComparison.Ordinal))
        {
            Assert.Equal(string.Empty, serving.Output);
            await Task.Delay(100);
        }

        Assert.Contains("level=info source=Microsoft.Hosting.Lifetime msg=Now listening on: http://127.0.0.1:", await ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(string.Empty, serving.Output);
    }

    private async Task<string> ReadAsync()
    {
        using var reader = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }
}
