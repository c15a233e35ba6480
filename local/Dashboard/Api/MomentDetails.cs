using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Api;

/// <summary>An event of a span in <c>GET /api/traces/{id}</c>.</summary>
internal sealed record MomentDetails(DateTimeOffset Timestamp, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    public static MomentDetails Of(SpanMoment moment) => new(moment.Timestamp, moment.Name, moment.Attributes);
}
