using System.Diagnostics;
using System.Globalization;

namespace CcDemo.Aspire.Hosting.Tests.Processes;

/// <summary>A real AppHost process, stopped and killed from outside.</summary>
public sealed class VictimTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task SIGKILL_of_the_AppHost_leaves_neither_child_nor_grandchild()
    {
        using var victim = Start();
        var pids = await ReadPidsAsync(victim);

        victim.Kill();
        await UntilGoneAsync(pids);
    }

    [Fact]
    public async Task SIGTERM_ends_the_AppHost_and_all_below_with_exit_code_0()
    {
        using var victim = Start();
        var pids = await ReadPidsAsync(victim);
        _ = victim.StandardOutput.ReadToEndAsync();

        using (Process.Start("/bin/kill", ["-TERM", victim.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await victim.WaitForExitAsync().WaitAsync(_limit);
        }

        Assert.Equal(0, victim.ExitCode);
        await UntilGoneAsync(pids);
    }

    [Fact]
    public async Task SIGINT_to_the_whole_process_group_as_by_a_terminal_ends_all_with_exit_code_0()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // A session of its own, so that the signal reaches the AppHost and its children but not the test runner.
        using var victim = Process.Start(new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "dotnet", Program()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var pids = await ReadPidsAsync(victim).WaitAsync(TimeSpan.FromSeconds(20));
        _ = victim.StandardOutput.ReadToEndAsync();

        using (Process.Start("/bin/kill", ["-INT", "--", string.Create(CultureInfo.InvariantCulture, $"-{victim.Id}")]))
        {
            await victim.WaitForExitAsync().WaitAsync(_limit);
        }

        Assert.Equal(0, victim.ExitCode);
        await UntilGoneAsync(pids);
    }

    [Fact]
    public async Task A_mistake_in_the_model_is_a_sentence_and_exit_code_1()
    {
        using var victim = Start("twice");
        var error = await victim.StandardError.ReadToEndAsync();
        await victim.WaitForExitAsync();

        Assert.Equal(1, victim.ExitCode);
        Assert.Contains("error: Cannot add resource", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static string Program()
        => Path.Combine(AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}Victim{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal), "CcDemo.Victim.dll");

    private static Process Start(params string[] args)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [Program(), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task<int[]> ReadPidsAsync(Process victim)
    {
        while (await victim.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("pids ") is [_, var numbers])
            {
                return [.. numbers.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            }
        }

        throw new InvalidOperationException($"The AppHost did not start: {await victim.StandardError.ReadToEndAsync()}");
    }

    private static async Task UntilGoneAsync(int[] pids)
    {
        using var limit = new CancellationTokenSource(_limit);

        while (pids.Any(IsAlive))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
