using CcDemo.Dashboard.Feed;
using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>What the pages show, as JSON.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/resources", (ResourceBoard board) => TypedResults.Ok(board.Read().Resources));
        api.MapGet("/traces", (TraceStore traces) => TypedResults.Ok(traces.List().Select(TraceSummary.Of)));
        api.MapGet("/traces/{id}", IResult (string id, TraceStore traces)
            => traces.Find(id) is { } trace ? TypedResults.Ok(TraceDetails.Of(trace)) : TypedResults.NotFound());
    }
}
