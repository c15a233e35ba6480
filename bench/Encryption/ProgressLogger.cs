using BenchmarkDotNet.Loggers;

namespace CcDemo.Bench;

/// <summary>What BenchmarkDotNet says, beside the report and not in it.</summary>
internal sealed class ProgressLogger(TextWriter progress) : ILogger
{
    public string Id => nameof(ProgressLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text) => progress.Write(text);

    public void WriteLine() => progress.WriteLine();

    public void WriteLine(LogKind logKind, string text) => progress.WriteLine(text);

    public void Flush() => progress.Flush();
}
