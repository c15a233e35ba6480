namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>The time that a chart shows, in windows of equal length.</summary>
/// <param name="Start">When the first window begins.</param>
/// <param name="Step">How long each window is.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct ChartWindow(DateTimeOffset Start, TimeSpan Step, int Count)
{
    /// <summary>When the last window ends.</summary>
    public DateTimeOffset End => Start + (Step * Count);

    /// <summary>
    /// The <paramref name="count"/> windows that cover the last <paramref name="duration"/>. They begin at multiples of their
    /// length, so that a chart that moves on with time does not flicker.
    /// </summary>
    public static ChartWindow Last(TimeSpan duration, DateTimeOffset now, int count = 120)
    {
        var step = TimeSpan.FromTicks(Math.Max(1, duration.Ticks / count));
        var end = (now.UtcTicks / step.Ticks * step.Ticks) + step.Ticks;
        return new ChartWindow(new DateTimeOffset(end, TimeSpan.Zero) - (step * count), step, count);
    }

    /// <summary>When a window ends.</summary>
    public DateTimeOffset EndOf(int window) => Start + (Step * (window + 1));

    /// <summary>The windows that a span of time reaches into, each with the part of that span that falls into it.</summary>
    public IEnumerable<(int Window, double Part)> Parts(DateTimeOffset from, DateTimeOffset to)
    {
        var length = (to - from).TotalSeconds;
        if (length <= 0 || to <= Start || from >= End)
        {
            yield break;
        }

        var first = from <= Start ? 0 : (int)((from - Start) / Step);
        for (var window = first; window < Count && Start + (Step * window) < to; window++)
        {
            var begin = Start + (Step * window);
            var overlap = (to < begin + Step ? to : begin + Step) - (from > begin ? from : begin);
            if (overlap > TimeSpan.Zero)
            {
                yield return (window, overlap.TotalSeconds / length);
            }
        }
    }
}
