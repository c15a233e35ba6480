namespace CcDemo.AppHost;

/// <summary>How a program ended and what it wrote.</summary>
/// <param name="ExitCode">Its exit code; null when it exceeded its time limit and was killed.</param>
/// <param name="StandardOutput">What it wrote to its standard output, at most <see cref="MaxOutputLength"/> characters from the start.</param>
/// <param name="StandardError">What it wrote to its standard error, at most <see cref="MaxErrorLength"/> characters from the end.</param>
/// <param name="IsOutputCut">Whether it wrote more to its standard output than is kept.</param>
internal sealed record ProgramOutput(int? ExitCode, string StandardOutput, string StandardError, bool IsOutputCut)
{
    /// <summary>How much of the standard output is kept, in characters.</summary>
    public const int MaxOutputLength = 16 * 1024 * 1024;

    /// <summary>How much of the standard error is kept, in characters.</summary>
    public const int MaxErrorLength = 16 * 1024;

    /// <summary>Whether the time limit passed.</summary>
    public bool TimedOut => ExitCode is null;

    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0;
}
