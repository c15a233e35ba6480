using CcDemo.Dashboard.Feed;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.Dashboard.Api;

/// <summary>What the pages show, as JSON for scripts.</summary>
internal static class ApiEndpoints
{
    private const int UsualLogCount = 200;
    private const int UsualMinutes = 5;

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/resources", Resources);
        api.MapGet("/traces", (TraceStore traces, string? resource, string? text, bool? errors, double? minDurationMs, int? limit) =>
        {
            var query = new TraceQuery { Resource = resource, Text = text, ErrorsOnly = errors ?? false, MinimumDuration = Milliseconds(minDurationMs) };
            return TypedResults.Ok(traces.Find(query, limit ?? int.MaxValue).Select(TraceSummary.Of));
        });
        api.MapGet("/traces/{id}", IResult (string id, TraceStore traces)
            => traces.Find(id) is { } trace ? TypedResults.Ok(TraceDetails.Of(trace)) : TypedResults.NotFound());
        api.MapGet("/logs", Logs);
        api.MapGet("/metrics", (MetricStore metrics, string? resource) => TypedResults.Ok(metrics.Instruments()
            .Where(instrument => resource is null || instrument.Key.Resource.IsNamed(resource))
            .Select(InstrumentSummary.Of)));
        api.MapGet("/metrics/chart", Chart);
    }

    private static Ok<IReadOnlyList<Resource>> Resources(DashboardOptions options, ResourceBoard board, TelemetryResources telemetry)
        => TypedResults.Ok<IReadOnlyList<Resource>>(options.FeedUrl is null
            ? [.. telemetry.List().Select(resource => new Resource { Name = resource.ToString(), Type = "Telemetry" })]
            : board.Read().Resources);

    private static IResult Logs(LogStore logs, string? resource, string? text, string? level, string? traceId, int? limit)
    {
        var minimum = LogLevel.Trace;
        if (level is not null && !Enum.TryParse(level, ignoreCase: true, out minimum))
        {
            return TypedResults.BadRequest($"There is no such level; there are {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }

        var query = new LogQuery { Resource = resource, Text = text, MinimumLevel = minimum, TraceId = traceId };
        return TypedResults.Ok(logs.Find(query, limit ?? UsualLogCount).Select(LogDetails.Of));
    }

    private static IResult Chart(
        MetricStore metrics, TimeProvider time, string service, string? instance, string meter, string name, double? minutes, bool? total)
    {
        var duration = TimeSpan.FromMinutes(Math.Clamp(minutes ?? UsualMinutes, 0.1, 24 * 60));
        var window = ChartWindow.Last(duration, time.GetUtcNow());
        if (metrics.Find(new InstrumentKey(new ResourceKey(service, instance ?? ""), meter, name), window.Start) is not { } instrument)
        {
            return TypedResults.NotFound();
        }

        var quantity = MetricCharts.UsualQuantity(instrument.Description.Kind);
        return TypedResults.Ok(ChartDetails.Of(quantity, MetricCharts.Of(instrument.Description, instrument.Series, window, quantity, total ?? false)));
    }

    private static TimeSpan Milliseconds(double? number)
        => number is > 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(number.Value) : TimeSpan.Zero;
}
