using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class ExternalProgramTests : IDisposable
{
    private readonly ProgramFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public void A_program_is_found_on_the_path_and_by_its_file()
    {
        var program = _programs.Add("tool", "exit 0");

        Assert.Equal(_programs.PathOf("tool"), program.FileName);
        Assert.Equal(_programs.PathOf("tool"), ExternalProgram.Find(_programs.PathOf("tool"))?.FileName);
        Assert.NotNull(ExternalProgram.Find("sh"));
    }

    [Fact]
    public void What_may_not_be_run_is_not_found()
    {
        File.WriteAllText(_programs.PathOf("notes"), "not a program");
        Directory.CreateDirectory(_programs.PathOf("folder"));

        Assert.Null(ExternalProgram.Find("notes", _programs.FullName));
        Assert.Null(ExternalProgram.Find("folder", _programs.FullName));
        Assert.Null(ExternalProgram.Find("absent", _programs.FullName));
        Assert.Null(ExternalProgram.Find("sh", ""));
        Assert.Null(ExternalProgram.Find(""));
    }

    [Fact]
    public async Task Its_exit_code_and_what_it_writes_are_the_result()
    {
        var output = await _programs.Add("tool", "echo out; echo err >&2; exit 3").RunAsync(new ProgramCall(), default);

        Assert.Equal(new ProgramOutput(3, "out\n", "err\n", IsOutputCut: false), output);
        Assert.False(output.Succeeded);
        Assert.False(output.TimedOut);
    }

    [Fact]
    public async Task Arguments_reach_it_as_they_are()
    {
        string[] arguments = ["$HOME `id`", "a;b", "", "\"quoted\" 'twice'", "*", "zwölf"];
        var output = await _programs.Add("tool", "for a in \"$@\"; do echo \"[$a]\"; done").RunAsync(new ProgramCall(arguments), default);

        Assert.True(output.Succeeded);
        Assert.Equal(arguments.Select(argument => $"[{argument}]"), output.StandardOutput.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task It_gets_its_folder_its_variables_and_its_input()
    {
        var output = await _programs.Add("tool", "pwd -P; echo \"$ADDED/${HOME-none}\"; cat").RunAsync(
            new ProgramCall
            {
                WorkingDirectory = _programs.FullName,
                StandardInput = "given\n",
                Environment = new Dictionary<string, string?> { ["ADDED"] = "value", ["HOME"] = null },
            },
            default);

        Assert.Equal($"{_programs.FullName}\nvalue/none\ngiven\n", output.StandardOutput);
    }

    [Fact]
    public async Task Without_input_nothing_waits_for_an_answer()
    {
        var output = await _programs.Add("tool", "read answer || echo no answer").RunAsync(new ProgramCall(), default);

        Assert.Equal("no answer\n", output.StandardOutput);
    }

    [Fact]
    public async Task Input_that_it_does_not_read_is_no_error()
    {
        var output = await _programs.Add("tool", "exec 0<&-; exit 0").RunAsync(
            new ProgramCall { StandardInput = new string('x', 1_000_000) }, default);

        Assert.True(output.Succeeded);
    }

    [Fact]
    public async Task Of_endless_output_the_start_is_kept_and_of_errors_the_end()
    {
        var output = await _programs.Add("tool", "echo first; yes | head -c 20000000; (yes | head -c 100000; echo last) >&2").RunAsync(
            new ProgramCall(), default);

        Assert.True(output.Succeeded);
        Assert.True(output.IsOutputCut);
        Assert.Equal(ProgramOutput.MaxOutputLength, output.StandardOutput.Length);
        Assert.Equal(ProgramOutput.MaxErrorLength, output.StandardError.Length);
        Assert.StartsWith("first\n", output.StandardOutput, StringComparison.Ordinal);
        Assert.EndsWith("last\n", output.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_time_limit_it_is_killed_with_what_it_started()
    {
        var output = await _programs.Add("tool", StartsAChild).RunAsync(new ProgramCall { TimeLimit = TimeSpan.FromSeconds(1) }, default);

        Assert.True(output.TimedOut);
        Assert.False(output.Succeeded);
        await AssertGoneAsync(int.Parse(output.StandardOutput, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task When_cancelled_it_is_killed_with_what_it_started()
    {
        var started = _programs.PathOf("started");
        using var cancellation = new CancellationTokenSource();
        var run = _programs.Add("tool", $"{StartsAChild.Replace("echo $!", $"echo $! > {started}.new; mv {started}.new {started}", StringComparison.Ordinal)}")
            .RunAsync(new ProgramCall(), cancellation.Token);

        await WaitUntilAsync(() => File.Exists(started));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await AssertGoneAsync(int.Parse(await File.ReadAllTextAsync(started), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_process_that_it_leaves_behind_does_not_hold_its_result_back()
    {
        var output = await _programs.Add("tool", "sleep 60 & echo $!").RunAsync(new ProgramCall(), default);

        Assert.True(output.Succeeded);
        using var left = Process.GetProcessById(int.Parse(output.StandardOutput, CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_refused_by_its_name()
    {
        var program = _programs.Add("tool", "exit 0");
        await File.WriteAllTextAsync(program.FileName, "#!/no/such/interpreter\n");

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => program.RunAsync(new ProgramCall(), default));
        Assert.Contains(program.FileName, error.Message, StringComparison.Ordinal);
    }

    private const string StartsAChild = "sleep 600 & echo $!; wait";

    private static Task AssertGoneAsync(int id) => WaitUntilAsync(() =>
        !File.Exists($"/proc/{id}/stat") || File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
