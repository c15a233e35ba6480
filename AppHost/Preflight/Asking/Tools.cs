using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The programs of the operator's machine, each asked one thing.</summary>
/// <param name="path">The folders to look in, separated as in the variable PATH; null is that variable.</param>
internal sealed class Tools(string? path = null)
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromSeconds(30);

    /// <summary>A program of the machine; null when there is none.</summary>
    public ExternalProgram? Find(string name) => ExternalProgram.Find(name, path);

    /// <summary>What a program writes to its standard output; absent when there is no such program.</summary>
    public async Task<Answer<string>> AskAsync(string name, string[] arguments, CancellationToken ct)
    {
        if (Find(name) is not { } program)
        {
            return Answer<string>.Absent;
        }

        try
        {
            var output = await program.RunAsync(new ProgramCall(arguments) { TimeLimit = _timeLimit }, ct);
            return output switch
            {
                { Succeeded: true } => Answer<string>.Of(output.StandardOutput),
                { TimedOut: true } => Answer<string>.None($"{name} did not answer within {_timeLimit.TotalSeconds:0} s"),
                _ => Answer<string>.None($"{name} ended with exit code {output.ExitCode}: {ProgramWords.LastLine(output.StandardError)}"),
            };
        }
        catch (DistributedApplicationException e)
        {
            return Answer<string>.None(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>What a program writes to its standard output, as JSON.</summary>
    public async Task<Answer<JsonNode>> AskJsonAsync(string name, string[] arguments, CancellationToken ct)
        => (await AskAsync(name, arguments, ct)).Select(text => ProgramWords.Json(name, text));
}
