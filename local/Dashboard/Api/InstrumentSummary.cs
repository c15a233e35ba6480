using CcDemo.Dashboard.Telemetry.Metrics;

namespace CcDemo.Dashboard.Api;

/// <summary>An instrument in <c>GET /api/metrics</c>.</summary>
internal sealed record InstrumentSummary(string Service, string Instance, string Meter, string Name, string Unit, string Description, string Kind)
{
    public static InstrumentSummary Of(InstrumentDescription instrument) => new(
        instrument.Key.Resource.Service,
        instrument.Key.Resource.Instance,
        instrument.Key.Meter,
        instrument.Key.Name,
        instrument.Unit,
        instrument.Description,
        instrument.Kind.ToString());
}
