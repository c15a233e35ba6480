using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CcDemo.Bench;

/// <summary>Runs a class of benchmarks and puts its figures into a report: a row for each size and method, a ratio for each size.</summary>
internal static class EncryptionRun
{
    private const int SizeWithGoal = 16 * 1024;
    private const double LeastRatio = 0.7;

    /// <summary>Runs in this process, in a short job: what is compared differs by much more than what a longer one would tell.</summary>
    public static BenchReport Of<TBenchmarks>(string name, TextWriter progress, params IReadOnlyList<string> notes)
    {
        var machine = Machine.AtStart();
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(5))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new ProgressLogger(progress))
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "ccdemo-bench"));
        var figures = BenchmarkRunner.Run<TBenchmarks>(config).Reports.Select(Figure.Of).ToList();
        return new BenchReport(
            name,
            machine.AtEnd(),
            ["bytes", "method", "median, µs", "MB/s of content", "allocated, bytes", "baseline / this"],
            [.. figures.Select(figure => figure.Row(Baseline(figures, figure)))],
            [.. figures.Where(figure => figure.HasGoal).Select(figure => Ratio(figure, Baseline(figures, figure)))],
            notes);
    }

    private static Figure Baseline(List<Figure> figures, Figure of) => figures.Single(figure => figure.Bytes == of.Bytes && figure.IsBaseline);

    private static BenchRatio Ratio(Figure figure, Figure baseline)
        => new($"{figure.Method} at {figure.Bytes:#,##0} bytes, speed to that of the baseline", baseline.Microseconds / figure.Microseconds, LeastRatio);

    private sealed record Figure(int Bytes, string Method, bool IsBaseline, double Microseconds, long Allocated)
    {
        public bool HasGoal => !IsBaseline && Bytes == SizeWithGoal;

        public static Figure Of(BenchmarkReport report) => new(
            (int)report.BenchmarkCase.Parameters["Bytes"],
            report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            report.BenchmarkCase.Descriptor.Baseline,
            report.ResultStatistics!.Median / 1000,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);

        public IReadOnlyList<object> Row(Figure baseline)
            => [Bytes, Method, Microseconds, Bytes / Microseconds, Allocated, baseline.Microseconds / Microseconds];
    }
}
