using System.Globalization;
using System.Text;

namespace CcDemo.Skr.Bench;

/// <summary>The figures for a person.</summary>
internal static class BenchTable
{
    public static string Of(BenchReport report)
    {
        var (native, runtime) = (report.Native, report.OnRuntime);
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{report.Cores} cores; {report.Starts} starts, {report.Requests} reports and {report.Releases} releases of each. Baseline: the same sources on the .NET runtime.");
        table.AppendLine("The Go sidecar's figures are for orientation: measured elsewhere, with a slower emulator.");
        table.AppendLine();
        Row("", "native", "on the runtime", "ratio", "Go sidecar");
        Figure("start to the first /status, median, ms", native.StartMedian, runtime.StartMedian, GoSidecar.Start);
        Figure("start to the first /status, fastest, ms", native.StartMinimum, runtime.StartMinimum);
        Row("binary (without the runtime), MB", Text(native.SizeMegabytes), $"{Text(runtime.SizeMegabytes)} + runtime", "", GoSidecar.Size);
        Figure("resident, idle, MB", native.IdleMegabytes, runtime.IdleMegabytes, GoSidecar.Idle);
        Figure($"resident after {report.Requests} reports, MB", native.LoadedMegabytes, runtime.LoadedMegabytes, GoSidecar.Loaded);
        Figure("resident two seconds later, MB", native.SettledMegabytes, runtime.SettledMegabytes);
        Figure("resident after the releases too, MB", native.ReleasedMegabytes, runtime.ReleasedMegabytes);
        Times("/status, 1 caller", native.Status, runtime.Status, GoSidecar.Status);
        Times("/attest/raw, 1 caller", native.ReportOneCaller, runtime.ReportOneCaller, GoSidecar.Report);
        Times("/attest/raw, 16 callers", native.ReportSixteenCallers, runtime.ReportSixteenCallers);
        Times("/key/release, one a second", native.ReleaseNowAndThen, runtime.ReleaseNowAndThen, GoSidecar.Release);
        Times("/key/release, 1 caller without a pause", native.ReleaseOneCaller, runtime.ReleaseOneCaller, GoSidecar.Release);
        Times("/key/release, 16 callers at once, every 6 s", native.ReleaseBursts, runtime.ReleaseBursts);
        Times("/key/release, 16 callers without a pause", native.ReleaseSixteenCallers, runtime.ReleaseSixteenCallers);
        Row("RSA-2048 key generation alone, median / p99, ms", $"{Text(report.RsaKeyGeneration.Median)} / {Text(report.RsaKeyGeneration.P99)}", "", "", "");
        return table.AppendLine().ToString();

        void Row(string what, string first, string second, string ratio, string go)
            => table.AppendLine($"{what,-56} {first,16} {second,16} {ratio,6} {go,12}".TrimEnd());

        void Figure(string what, double first, double second, string go = "")
            => Row(what, Text(first), Text(second), Text(first / second), go);

        void Times(string what, Latency first, Latency second, string go = "")
            => Row($"{what}, median / p99, ms", $"{Text(first.Median)} / {Text(first.P99)}", $"{Text(second.Median)} / {Text(second.P99)}", Text(first.Median / second.Median), go);
    }

    private static string Text(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
