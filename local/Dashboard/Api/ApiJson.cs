using System.Text.Json;
using System.Text.Json.Serialization;
using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Api;

/// <summary>The JSON that the dashboard itself serves.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Resource>))]
[JsonSerializable(typeof(IEnumerable<TraceSummary>))]
[JsonSerializable(typeof(TraceDetails))]
[JsonSerializable(typeof(IEnumerable<LogDetails>))]
[JsonSerializable(typeof(IEnumerable<InstrumentSummary>))]
[JsonSerializable(typeof(ChartDetails))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
