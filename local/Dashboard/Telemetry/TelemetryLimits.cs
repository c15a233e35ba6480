namespace CcDemo.Dashboard.Telemetry;

/// <summary>How much telemetry is kept in memory; what is over the limit displaces the oldest.</summary>
internal sealed class TelemetryLimits
{
    /// <summary>Spans over all traces.</summary>
    public int MaxSpans { get; init; } = 2_000;

    /// <summary>Log records.</summary>
    public int MaxLogRecords { get; init; } = 2_000;

    /// <summary>Attributes of one span, event or log record; more are left out.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>Events of one span; more are left out.</summary>
    public int MaxEvents { get; init; } = 16;

    /// <summary>Characters of one name, attribute or message; more are cut off.</summary>
    public int MaxTextLength { get; init; } = 2_048;

    /// <summary>Spans that one trace may hold, so that an endless one cannot displace all others.</summary>
    public int MaxSpansPerTrace => Math.Max(1, MaxSpans / 4);
}
