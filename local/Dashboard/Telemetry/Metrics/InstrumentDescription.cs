namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument is, without its points.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Unit">In UCUM, such as <c>s</c>, <c>By</c> or <c>{request}</c>; may be empty.</param>
/// <param name="Description">What it measures, in its author's words; may be empty.</param>
/// <param name="Kind">What its points mean.</param>
/// <param name="Temporality">Since when its points count; of no meaning for a gauge.</param>
internal sealed record InstrumentDescription(InstrumentKey Key, string Unit, string Description, InstrumentKind Kind, Temporality Temporality)
{
    private const int Fixed = 512;

    /// <summary>About how many bytes it occupies.</summary>
    public int Size => Fixed + MemorySize.Of(Key.Resource) + MemorySize.Of(Key.Meter) + MemorySize.Of(Key.Name) + MemorySize.Of(Unit) + MemorySize.Of(Description);
}
