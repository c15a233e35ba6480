using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CcDemo.Deploy.Tests.Bicep;

/// <summary>The resources and outputs of a deployment, as the compiler predicts them. What only the service knows stays an expression.</summary>
internal sealed class Prediction(JsonNode snapshot)
{
    public const string Subscription = "00000000-0000-0000-0000-000000000001";

    public const string Tenant = "00000000-0000-0000-0000-000000000002";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Prediction>>> _made = new();

    /// <summary>The prediction for these parameters; made once.</summary>
    /// <param name="parameters">Lines of a parameter file, such as <c>param topic = 'a'</c>.</param>
    public static Task<Prediction> OfAsync(params string[] parameters)
        => _made.GetOrAdd(string.Join('\n', parameters), text => new(() => MakeAsync(text))).Value;

    /// <summary>The types of all resources, in order and without the provider's name.</summary>
    public IReadOnlyList<string> Types => [.. Resources.Select(resource => Text(resource!["type"]).Replace("Microsoft.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private JsonArray Resources => snapshot["predictedResources"]!.AsArray();

    /// <summary>The resources of a type.</summary>
    public IReadOnlyList<JsonNode> All(string type) => [.. Resources.Where(resource => Text(resource!["type"]) == type).Select(resource => resource!)];

    /// <summary>The only resource of a type.</summary>
    public JsonNode The(string type) => Assert.Single(All(type));

    /// <summary>An output's value.</summary>
    public string Output(string name) => Text(snapshot["outputs"]![name]);

    /// <summary>The role assignments: on what, which role, and for whom.</summary>
    public IReadOnlyList<(string On, string Role, string Principal)> Roles =>
    [
        .. All("Microsoft.Authorization/roleAssignments").Select(role => (
            On: Text(role["id"]).Replace("[extensionResourceId('", "", StringComparison.Ordinal).Split(["/providers/", "', 'Microsoft.Authorization"], StringSplitOptions.None)[1],
            Role: Text(role["properties"]!["roleDefinitionId"]).Split('/')[^1],
            Principal: Text(role["properties"]!["principalId"]))),
    ];

    private static async Task<Prediction> MakeAsync(string parameters)
    {
        using var compiler = new BicepCompiler();
        return await compiler.PredictAsync(parameters);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
