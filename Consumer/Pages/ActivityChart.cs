using System.Globalization;
using System.Text;
using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Pages;

/// <summary>The last minutes as paths of an SVG of 300 by 60 units, and the sentences that say the same. Pure.</summary>
/// <param name="Rate">Messages a second, as a path.</param>
/// <param name="RateArea">The area below it.</param>
/// <param name="RateText">The same in words.</param>
/// <param name="RateTop">What the upper edge stands for.</param>
/// <param name="Median">The median of the times from sending to showing, as a path.</param>
/// <param name="Within95">The time within which 95 of 100 were shown, as a path.</param>
/// <param name="LatencyText">The same in words.</param>
/// <param name="LatencyTop">What the upper edge stands for.</param>
public sealed record ActivityChart(
    string Rate, string RateArea, string RateText, string RateTop, string Median, string Within95, string LatencyText, string LatencyTop)
{
    /// <summary>The width of the drawing.</summary>
    public const int Width = 300;

    /// <summary>The height of the drawing.</summary>
    public const int Height = 60;

    /// <summary>Draws the slots of the last minutes, the oldest first.</summary>
    public static ActivityChart Of(IReadOnlyList<ActivityPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var rateTop = RoundUp(points.Max(point => point.PerSecond), 1);
        var latencyTop = RoundUp(points.Max(point => point.Within95?.TotalMilliseconds ?? 0), 10);
        var newest = points.LastOrDefault(point => point.Median is not null);
        return new ActivityChart(
            Line(points, point => point.PerSecond, rateTop),
            $"{Line(points, point => point.PerSecond, rateTop)}L{Width} {Height}L0 {Height}Z",
            string.Create(CultureInfo.InvariantCulture, $"{points[^1].PerSecond:0.#} now, {points.Max(point => point.PerSecond):0.#} at most"),
            rateTop.ToString("0.##", CultureInfo.InvariantCulture),
            Line(points, point => point.Median?.TotalMilliseconds, latencyTop),
            Line(points, point => point.Within95?.TotalMilliseconds, latencyTop),
            newest is null ? "none in the last minutes" : $"median {Text(newest.Median!.Value)}, 95 % within {Text(newest.Within95!.Value)}",
            Text(TimeSpan.FromMilliseconds(latencyTop)));
    }

    private static readonly int[] _steps = [1, 2, 5, 10];

    private static string Line(IReadOnlyList<ActivityPoint> points, Func<ActivityPoint, double?> value, double top)
    {
        var path = new StringBuilder();
        for (var index = 0; index < points.Count; index++)
        {
            if (value(points[index]) is { } number)
            {
                path.Append(index > 0 && value(points[index - 1]) is not null ? 'L' : 'M')
                    .Append(CultureInfo.InvariantCulture, $"{index * (double)Width / (points.Count - 1):0.#} {Height - (Height - 2) * Math.Min(1, number / top):0.#}");
                // A single point has no length to draw.
                if ((index == 0 || value(points[index - 1]) is null) && (index == points.Count - 1 || value(points[index + 1]) is null))
                {
                    path.Append("h1");
                }
            }
        }

        return path.ToString();
    }

    /// <summary>The next number of the form 1, 2 or 5 times a power of ten, so that the scale seldom changes.</summary>
    private static double RoundUp(double value, double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, least))));
        return _steps.Select(factor => factor * power).First(step => step >= Math.Max(value, least) - 1e-9);
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
    };
}
