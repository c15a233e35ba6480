namespace CcDemo.Bench;

/// <summary>One benchmark: ours beside its baseline, in the same run.</summary>
internal interface IBench
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Summary { get; }

    /// <summary>Measures, and says on the way what it does.</summary>
    Task<BenchReport> RunAsync(TextWriter progress);
}
