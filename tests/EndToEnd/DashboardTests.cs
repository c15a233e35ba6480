using System.Text.Json;

namespace CcDemo.EndToEnd;

/// <summary>What the dashboard knows of a run: its resources, and one trace through the whole chain.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task One_trace_runs_from_the_send_through_the_topic_and_the_attestation_to_the_vault()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);
        await RunningDemo.WaitForTextAsync(new Uri($"http://localhost:{ports["consumer"]}/"), page => page.Contains("Msg ", StringComparison.Ordinal));

        // Spans arrive service by service; the trace is whole once the vault's own span is in it.
        var traces = await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "/api/traces"), json => WholeChain(json).Any());
        var id = WholeChain(traces).First().GetProperty("traceId").GetString();
        var trace = await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, $"/api/traces/{id}"), json => Spans(json).Any(IsRelease));
        var byId = Spans(trace).ToDictionary(span => span.GetProperty("spanId").GetString()!);
        var release = Spans(trace).First(IsRelease);

        // From the vault's span up to the root: each service hands the trace on to the next.
        Assert.Equal(["azure", "skr", "consumer", "producer"], Path(release, byId).Distinct());
    }

    [Fact]
    public async Task The_dashboard_lists_every_resource_as_running_or_done()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);

        await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "/api/resources"), json =>
        {
            var states = json.EnumerateArray()
                .ToDictionary(resource => resource.GetProperty("name").GetString()!, resource => resource.GetProperty("state").GetString());
            return new[] { "kafka", "azure", "consumer-pod", "skr", "consumer", "consumer-plain", "producer" }.All(name => states.GetValueOrDefault(name) == "Running")
                && states.GetValueOrDefault("setup-key") == "Finished";
        });
    }

    private static IEnumerable<JsonElement> WholeChain(JsonElement traces)
        => traces.EnumerateArray().Where(trace =>
        {
            var services = trace.GetProperty("services").EnumerateArray().Select(service => service.GetString()).ToHashSet();
            return services.IsSupersetOf(["producer", "consumer", "skr", "azure"]);
        });

    private static JsonElement.ArrayEnumerator Spans(JsonElement trace) => trace.GetProperty("spans").EnumerateArray();

    private static bool IsRelease(JsonElement span)
        => span.GetProperty("service").GetString() == "azure" && span.GetProperty("name").GetString() == "release";

    private static IEnumerable<string> Path(JsonElement span, Dictionary<string, JsonElement> byId)
    {
        for (var current = (JsonElement?)span; current is { } here;)
        {
            yield return here.GetProperty("service").GetString()!;
            current = here.TryGetProperty("parentSpanId", out var parent) && parent.GetString() is { } id && byId.TryGetValue(id, out var next) ? next : null;
        }
    }
}
