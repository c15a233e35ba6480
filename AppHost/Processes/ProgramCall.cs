namespace CcDemo.AppHost;

/// <summary>What a program is run with.</summary>
/// <param name="Arguments">The arguments, each handed over as it is: no shell reads them.</param>
internal sealed record ProgramCall(params IReadOnlyList<string> Arguments)
{
    /// <summary>How long the program may take; it is killed afterwards.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The folder that it runs in; null is this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What it reads from its standard input, in UTF-8; null is an empty input, so that no program waits for an answer.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Variables besides those of this process; one with the value null is taken away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
