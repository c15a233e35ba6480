using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcDemo.Dashboard.Feed;

/// <summary>The feed's JSON, source-generated: reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Resource[]))]
[JsonSerializable(typeof(ConsoleLine))]
[JsonSerializable(typeof(CommandOutcome))]
internal sealed partial class FeedJson : JsonSerializerContext;
