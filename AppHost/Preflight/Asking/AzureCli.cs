using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The Azure CLI, asked each question once, and a few at a time: every call is a Python process of its own.</summary>
/// <param name="program">The program; null when the machine has none.</param>
/// <param name="subscription">The subscription to ask about; empty for the one that the operator has chosen.</param>
/// <param name="timeLimit">How long a call may take.</param>
internal sealed class AzureCli(ExternalProgram? program, string subscription, TimeSpan timeLimit) : IDisposable
{
    /// <summary>The CLI's exit code for a resource that there is not.</summary>
    private const int NotFoundExitCode = 3;

    private static readonly Dictionary<string, string?> _environment = new()
    {
        ["AZURE_CORE_ONLY_SHOW_ERRORS"] = "true",
        ["AZURE_CORE_NO_COLOR"] = "true",
        ["AZURE_CORE_COLLECT_TELEMETRY"] = "false",
        ["AZURE_EXTENSION_USE_DYNAMIC_INSTALL"] = "no",
    };

    private static readonly string[] _absence =
        ["ResourceNotFound", "ResourceGroupNotFound", "(NotFound)", "AgentPoolNotFound", "could not be found", "not found within subscription", "doesn't exist"];
    private static readonly string[] _noLogin = ["az login", "AADSTS", "No subscription found"];
    private static readonly string[] _noRight = ["AuthorizationFailed", "Authorization_RequestDenied", "Insufficient privileges", "does not have authorization"];

    private readonly ConcurrentDictionary<string, Lazy<Task<Answer<JsonNode>>>> _answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(4);

    public void Dispose() => _slots.Dispose();

    /// <summary>Asks about the machine, or about what the CLI knows itself.</summary>
    public Task<Answer<JsonNode>> AskAsync(string[] words, CancellationToken ct)
        => _answers.GetOrAdd(string.Join('\n', words), _ => new(() => RunAsync(words, ct))).Value;

    /// <summary>Asks about the subscription.</summary>
    public Task<Answer<JsonNode>> AskSubscriptionAsync(string[] words, CancellationToken ct)
        => AskAsync(InSubscription(words), ct);

    /// <summary>The words of a command, with the subscription that it is about.</summary>
    public string[] InSubscription(params string[] words) => subscription.Length > 0 ? [.. words, "--subscription", subscription] : words;

    private async Task<Answer<JsonNode>> RunAsync(string[] words, CancellationToken ct)
    {
        if (program is null)
        {
            return Answer<JsonNode>.None("cannot be asked: there is no az");
        }

        await _slots.WaitAsync(ct);

        try
        {
            var output = await program.RunAsync(
                new ProgramCall([.. words, "--output", "json"]) { TimeLimit = timeLimit, Environment = _environment }, ct);
            return output.Succeeded ? ProgramWords.Json("az", output.StandardOutput) : Explain(words, output);
        }
        catch (DistributedApplicationException e)
        {
            return Answer<JsonNode>.None(e.Message.TrimEnd('.'));
        }
        finally
        {
            _slots.Release();
        }
    }

    private Answer<JsonNode> Explain(string[] words, ProgramOutput output)
    {
        bool Says(string[] signs) => signs.Any(sign => output.StandardError.Contains(sign, StringComparison.OrdinalIgnoreCase));
        var command = string.Join(' ', words.TakeWhile(word => !word.StartsWith('-')).Prepend("az"));

        return output switch
        {
            { TimedOut: true } => Answer<JsonNode>.None($"{command} did not answer within {timeLimit.TotalSeconds:0} s"),
            _ when Says(_noLogin) && words is ["account", "show", ..] => Answer<JsonNode>.Absent,
            _ when Says(_noLogin) => Answer<JsonNode>.None("cannot be asked: not logged in to Azure"),
            _ when Says(_noRight) => Answer<JsonNode>.None($"may not be read: {command} is not allowed for this account"),
            { ExitCode: NotFoundExitCode } => Answer<JsonNode>.Absent,
            _ when Says(_absence) => Answer<JsonNode>.Absent,
            _ => Answer<JsonNode>.None($"{command} failed: {ProgramWords.LastLine(output.StandardError)}"),
        };
    }
}
