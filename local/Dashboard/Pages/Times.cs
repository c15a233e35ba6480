using System.Globalization;

namespace CcDemo.Dashboard.Pages;

/// <summary>Times and durations as text.</summary>
internal static class Times
{
    /// <summary>A time of day in UTC, to the millisecond; <c>dashboard.js</c> shows it in the reader's own time zone.</summary>
    public static Markup Of(DateTimeOffset time) => Element(time, "HH:mm:ss.fff", "ms");

    /// <summary>A time of day in UTC, to the second; <c>dashboard.js</c> shows it in the reader's own time zone.</summary>
    public static Markup ToTheSecond(DateTimeOffset time) => Element(time, "HH:mm:ss", "s");

    /// <summary>A duration in the unit that suits it: µs, ms or s.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0} µs"),
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.00} ms"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.00} s"),
    };

    private static Markup Element(DateTimeOffset time, string format, string precision)
    {
        var utc = time.ToUniversalTime();
        var exact = utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var shown = utc.ToString(format, CultureInfo.InvariantCulture);
        return Markup.Of($"""<time datetime="{exact}" data-to="{precision}" title="{exact}">{shown}</time>""");
    }
}
