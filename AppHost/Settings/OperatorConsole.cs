namespace CcDemo.AppHost;

/// <summary>The person at the terminal, if there is one: asked for what is missing and before something is changed.</summary>
/// <param name="input">Where answers are read.</param>
/// <param name="output">Where questions are written.</param>
/// <param name="isInteractive">Whether somebody is there to answer.</param>
internal sealed class OperatorConsole(TextReader input, TextWriter output, bool isInteractive)
{
    /// <summary>The process's own terminal; not interactive when its input or output is redirected or the Aspire CLI drives it.</summary>
    public static OperatorConsole OfProcess() => new(
        Console.In,
        Console.Out,
        !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("ASPIRE_BACKCHANNEL_PATH") is null);

    public bool IsInteractive { get; } = isInteractive;

    /// <summary>Shows text as it is, such as a table; to be read by whoever started the process.</summary>
    public async Task WriteAsync(string text, CancellationToken ct)
    {
        await output.WriteAsync(text.AsMemory(), ct);
        await output.FlushAsync(ct);
    }

    /// <summary>Asks for a line of text.</summary>
    /// <returns>The answer, trimmed; null when nobody can answer or nothing was said.</returns>
    public async Task<string?> AskAsync(string question, CancellationToken ct)
    {
        if (!IsInteractive)
        {
            return null;
        }

        await output.WriteAsync($"{question}: ".AsMemory(), ct);
        await output.FlushAsync(ct);
        var answer = await input.ReadLineAsync(ct);
        return string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
    }

    /// <summary>Asks for consent: only "y" and "yes" are.</summary>
    /// <returns>False as well when nobody can answer.</returns>
    public async Task<bool> ConfirmAsync(string question, CancellationToken ct)
        => await AskAsync($"{question} [y/N]", ct) is { } answer
            && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
}
