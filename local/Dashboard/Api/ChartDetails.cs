using CcDemo.Dashboard.Telemetry.Metrics;

namespace CcDemo.Dashboard.Api;

/// <summary>The answer of <c>GET /api/metrics/chart</c>: each line has a value, or null, for each time.</summary>
internal sealed record ChartDetails(string Quantity, string Unit, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<ChartLine> Lines)
{
    public static ChartDetails Of(ChartQuantity quantity, Chart chart) => new(quantity.ToString(), chart.Unit, chart.Times, chart.Lines);
}
