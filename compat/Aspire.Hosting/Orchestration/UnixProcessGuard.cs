using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// A shell that waits at a pipe of the host. When the pipe closes, and be it because the host was killed, the shell ends
/// every process that carries the run's tag in its environment: children and what they have started in turn. Process ids
/// are looked up at that moment, so that none is killed that has only inherited a number.
/// </summary>
internal sealed partial class UnixProcessGuard : IProcessGuard
{
    private const int SignalTerminate = 15;
    private static readonly TimeSpan _end = TimeSpan.FromSeconds(1);
    private readonly Process _watchdog;

    public UnixProcessGuard(string runTag)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", WatchdogScript.Text, "aspire-watchdog"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Remove(ChildProcess.TagVariable);

        try
        {
            _watchdog = Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new DistributedApplicationException($"/bin/sh, which ends the children should the host be killed, cannot be started: {error.Message}", error);
        }

        Write($"{ChildProcess.TagVariable}={runTag}");
    }

    public void Adopt(Process process)
    {
        // Its environment names the run: that is how it is found.
    }

    public void RequestStop(Process process)
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, SignalTerminate);
        }
    }

    public void KillTagged(string tag) => Write($"{ChildProcess.TagVariable}={tag}");

    public async ValueTask DisposeAsync()
    {
        try
        {
            _watchdog.StandardInput.Close();
            await _watchdog.WaitForExitAsync().WaitAsync(_end).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or IOException)
        {
            // It goes on by itself until nothing is left.
        }

        _watchdog.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    private void Write(string line)
    {
        try
        {
            lock (_watchdog)
            {
                _watchdog.StandardInput.Write(line + "\n");
                _watchdog.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // The watchdog is gone; the children are still ended when the host stops in the ordinary way.
        }
    }
}
