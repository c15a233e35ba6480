namespace CcDemo.Dashboard.Components.Metrics;

/// <summary>The vertical axis of a chart, from zero (or below it) to a round number.</summary>
/// <param name="Low">The value at the bottom.</param>
/// <param name="High">The value at the top.</param>
/// <param name="Ticks">The values that are written at the axis.</param>
internal sealed record ChartScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int Steps = 4;

    /// <summary>A scale that holds all values.</summary>
    public static ChartScale For(IReadOnlyCollection<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        var low = Math.Min(0, finite.DefaultIfEmpty(0).Min());
        var high = Math.Max(0, finite.DefaultIfEmpty(1).Max());
        if (high - low <= 0)
        {
            high = low + 1;
        }

        var step = Round((high - low) / Steps);
        var first = Math.Floor(low / step);
        var last = Math.Ceiling(high / step);
        return new ChartScale(first * step, last * step, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(tick => (first + tick) * step)]);
    }

    /// <summary>Where a value lies: 0 at the bottom, 1 at the top.</summary>
    public double Part(double value) => double.IsFinite(value) ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 0;

    /// <summary>The next of 1, 2, 2.5, 5 and 10 times a power of ten.</summary>
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= value * 0.999999);
    }
}
