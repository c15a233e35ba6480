using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcDemo.Dashboard.Feed;

/// <summary>The feed's JSON, source-generated: reflection would cost start-up time.</summary>
/// <remarks>Its types have setters instead of init accessors, which generated code would call with null for every absent member.</remarks>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Resource[]))]
[JsonSerializable(typeof(ConsoleLine))]
[JsonSerializable(typeof(CommandOutcome))]
[JsonSerializable(typeof(EnvironmentVariable[]))]
internal sealed partial class FeedJson : JsonSerializerContext;
