namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What a chart of an instrument shows.</summary>
/// <param name="Window">The time, in windows.</param>
/// <param name="Unit">The instrument's unit, or that per second.</param>
/// <param name="Lines">Their values belong to the windows' ends.</param>
internal sealed record Chart(ChartWindow Window, string Unit, IReadOnlyList<ChartLine> Lines)
{
    /// <summary>When the values were, in the order of the lines' values.</summary>
    public IReadOnlyList<DateTimeOffset> Times => [.. Enumerable.Range(0, Window.Count).Select(Window.EndOf)];
}
