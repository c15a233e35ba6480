namespace CcDemo.Skr.Bench;

/// <summary>What was measured of one sidecar: times in milliseconds, sizes in MB of 10^6 bytes.</summary>
internal sealed record SidecarFigures(
    string Name,
    double StartMedian,
    double StartMinimum,
    double SizeMegabytes,
    double IdleMegabytes,
    double LoadedMegabytes,
    double SettledMegabytes,
    double ReleasedMegabytes,
    Latency Status,
    Latency ReportOneCaller,
    Latency ReportSixteenCallers,
    Latency ReleaseNowAndThen,
    Latency ReleaseOneCaller,
    Latency ReleaseBursts,
    Latency ReleaseSixteenCallers);
