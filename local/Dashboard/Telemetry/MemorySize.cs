namespace CcDemo.Dashboard.Telemetry;

/// <summary>About how many bytes telemetry occupies in memory: what the 64-bit runtime needs for its objects, rounded up.</summary>
internal static class MemorySize
{
    private const int Text = 24;
    private const int Array = 24;
    private const int Entry = 16;

    public static int Of(string? text) => text is null ? 0 : Text + (2 * text.Length);

    public static int Of(ResourceKey resource) => Of(resource.Service) + Of(resource.Instance);

    public static int Of(TelemetryAttributes attributes)
        => attributes.Count == 0 ? 0 : (2 * Array) + attributes.Sum(attribute => Entry + Of(attribute.Key) + Of(attribute.Value));

    public static int OfArray(int length, int elementSize) => Array + (length * elementSize);
}
