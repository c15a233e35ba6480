namespace CcDemo.AppHost;

/// <summary>What <c>--fix</c> does: runs the safe commands of a report, each after asking.</summary>
/// <param name="console">Whoever is asked, and told.</param>
/// <param name="isAgreed">Whether consent was given on the command line: <c>--yes</c>.</param>
/// <param name="find">Finds a program by its name.</param>
internal sealed class Mending(OperatorConsole console, bool isAgreed, Func<string, ExternalProgram?> find)
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(10);

    /// <summary>The findings that can be mended.</summary>
    public static IReadOnlyList<PreflightRow> Mendable(IReadOnlyList<PreflightRow> rows)
        => [.. rows.Where(row => row.Finding is { State: FindingState.Missing, Remedy.IsSafe: true }).DistinctBy(row => row.Finding.Remedy!.Text)];

    /// <summary>Mends what may be mended.</summary>
    /// <returns>How many commands were run, whether or not they succeeded.</returns>
    public async Task<int> MendAsync(IReadOnlyList<PreflightRow> rows, CancellationToken ct)
    {
        if (!isAgreed && !console.IsInteractive && Mendable(rows).Count > 0)
        {
            await console.WriteAsync($"Nothing is mended: nobody can be asked here; --yes agrees beforehand.{Environment.NewLine}", ct);
            return 0;
        }

        var count = 0;

        foreach (var remedy in Mendable(rows).Select(row => row.Finding.Remedy!))
        {
            if (isAgreed || await console.ConfirmAsync($"Run '{remedy}'?", ct))
            {
                await RunAsync(remedy, ct);
                count++;
            }
        }

        return count;
    }

    private async Task RunAsync(Remedy remedy, CancellationToken ct)
    {
        if (find(remedy.Words[0]) is not { } program)
        {
            await console.WriteAsync($"There is no {remedy.Words[0]}.{Environment.NewLine}", ct);
            return;
        }

        await console.WriteAsync($"{remedy} ...{Environment.NewLine}", ct);
        var output = await program.RunAsync(new ProgramCall([.. remedy.Words.Skip(1)]) { TimeLimit = _timeLimit }, ct);

        if (!output.Succeeded)
        {
            var reason = output.TimedOut ? $"it did not end within {_timeLimit.TotalMinutes:0} minutes" : ProgramWords.LastLine(output.StandardError);
            await console.WriteAsync($"'{remedy}' failed: {reason}{Environment.NewLine}", ct);
        }
    }
}
