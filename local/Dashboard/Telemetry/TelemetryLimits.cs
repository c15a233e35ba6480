namespace CcDemo.Dashboard.Telemetry;

/// <summary>How much telemetry is kept in memory; what is over the limit displaces the oldest. The names and defaults follow the Aspire dashboard.</summary>
internal sealed class TelemetryLimits
{
    /// <summary>Bytes of one request, after decompression: what gRPC allows unless told otherwise.</summary>
    public const int MaxRequestBytes = 4 * 1024 * 1024;

    /// <summary>Log records.</summary>
    public int MaxLogs { get; init; } = 10_000;

    /// <summary>Traces.</summary>
    public int MaxTraces { get; init; } = 10_000;

    /// <summary>Metric points of one resource.</summary>
    public int MaxMetricPoints { get; init; } = 50_000;

    /// <summary>About how many bytes all telemetry may occupy: half of it traces, a quarter log records, a quarter metrics.</summary>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Attributes of one span, event, link, log record or series; more are left out.</summary>
    public int MaxAttributes { get; init; } = 128;

    /// <summary>Characters of one name or attribute; more are cut off.</summary>
    public int MaxTextLength { get; init; } = 16 * 1024;

    /// <summary>Events of one span; more are left out.</summary>
    public int MaxEvents { get; init; } = 128;

    /// <summary>Links of one span; more are left out.</summary>
    public int MaxLinks { get; init; } = 128;

    /// <summary>Spans of one trace; more are rejected.</summary>
    public int MaxSpansPerTrace { get; init; } = 10_000;

    /// <summary>Resources that metrics are kept of; the one that was quiet for longest goes first.</summary>
    public int MaxResources { get; init; } = 1_000;

    /// <summary>Series of one instrument; the one that was quiet for longest goes first. The number is that of the OpenTelemetry SDKs.</summary>
    public int MaxSeries { get; init; } = 2_000;

    /// <summary>Exemplars of one series.</summary>
    public int MaxExemplars { get; init; } = 100;

    /// <summary>About how many bytes the traces may occupy.</summary>
    public long MaxTraceBytes => MaxBytes / 2;

    /// <summary>About how many bytes the log records may occupy.</summary>
    public long MaxLogBytes => MaxBytes / 4;

    /// <summary>About how many bytes the metrics may occupy.</summary>
    public long MaxMetricBytes => MaxBytes / 4;
}
