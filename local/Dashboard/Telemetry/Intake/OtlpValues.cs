using System.Globalization;
using CcDemo.Dashboard.Otlp;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>Turns what all OTLP messages consist of into what the dashboard keeps, cut to the limits. Nothing in them is trusted.</summary>
internal sealed class OtlpValues(TelemetryLimits limits)
{
    private const int TraceIdSize = 16;
    private const int SpanIdSize = 8;
    private const int MaxDepth = 4;
    private const int MaxItems = 64;

    /// <summary>Who sends.</summary>
    public ResourceKey Resource(Resource? resource)
    {
        var service = Attribute("service.name");
        return new ResourceKey(string.IsNullOrWhiteSpace(service) ? "unknown" : service, Attribute("service.instance.id"));

        string Attribute(string name) => Text(resource?.Attributes.LastOrDefault(attribute => attribute.Key == name)?.Value?.StringValue);
    }

    public TelemetryAttributes Attributes(RepeatedField<KeyValue> attributes)
        => attributes.Count == 0 ? TelemetryAttributes.None : new TelemetryAttributes(attributes.Take(limits.MaxAttributes).Select(Attribute));

    public string Text(string? text)
        => text is null ? "" : text.Length <= limits.MaxTextLength ? text : string.Concat(text.AsSpan(0, limits.MaxTextLength), "…");

    public string Text(AnyValue? value) => Text(Text(value, depth: 0));

    /// <summary>32 hexadecimal digits, or null when it is not an id.</summary>
    public static string? TraceId(ByteString bytes) => Id(bytes, TraceIdSize);

    /// <summary>16 hexadecimal digits, or null when it is not an id.</summary>
    public static string? SpanId(ByteString bytes) => Id(bytes, SpanIdSize);

    public static DateTimeOffset Time(ulong unixNanoseconds)
        => DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Min(unixNanoseconds, long.MaxValue) / (ulong)TimeSpan.NanosecondsPerTick));

    private KeyValuePair<string, string> Attribute(KeyValue attribute) => new(Text(attribute.Key), Text(attribute.Value));

    private static string Text(AnyValue? value, int depth) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue when depth >= MaxDepth => "…",
        AnyValue.ValueOneofCase.ArrayValue
            => $"[{string.Join(", ", value.ArrayValue.Values.Take(MaxItems).Select(item => Text(item, depth + 1)))}]",
        AnyValue.ValueOneofCase.KvlistValue
            => $"{{{string.Join(", ", value.KvlistValue.Values.Take(MaxItems).Select(item => $"{item.Key}: {Text(item.Value, depth + 1)}"))}}}",
        _ => "",
    };

    /// <summary>The specification calls an id of zeros invalid.</summary>
    private static string? Id(ByteString bytes, int size)
        => bytes.Length == size && bytes.Span.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(bytes.Span) : null;
}
