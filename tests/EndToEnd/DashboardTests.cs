using System.Net;
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
        var token = await appHost.BrowserTokenAsync();
        await RunningDemo.WaitForTextAsync(new Uri($"http://localhost:{ports["consumer"]}/"), page => page.Contains("Msg ", StringComparison.Ordinal));

        var traces = await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "/api/traces"), json => WholeChain(json).Any(), token);
        var id = WholeChain(traces).First().GetProperty("traceId").GetString();

        // Spans arrive as they end, the inner ones first; from the vault's span each service leads up to the next.
        await RunningDemo.WaitForJsonAsync(
            new Uri(appHost.Dashboard, $"/api/traces/{id}"),
            trace => ServicesFromTheVaultUp(trace).SequenceEqual(["azure", "skr", "consumer", "producer"]),
            token);
    }

    [Fact]
    public async Task The_dashboard_lists_every_resource_as_running_or_done()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWithoutTokenAsync(appHost));
        await RunningDemo.WaitForJsonAsync(new Uri(appHost.Dashboard, "/api/resources"), json =>
        {
            var states = json.EnumerateArray()
                .ToDictionary(resource => resource.GetProperty("name").GetString()!, resource => resource.GetProperty("state").GetString());
            return new[] { "kafka", "azure", "consumer-pod", "skr", "consumer", "consumer-plain", "producer" }.All(name => states.GetValueOrDefault(name) == "Running")
                && states.GetValueOrDefault("setup-key") == "Finished";
        }, await appHost.BrowserTokenAsync());
    }

    private static async Task<HttpStatusCode> StatusWithoutTokenAsync(AppHostProcess appHost)
    {
        await RunningDemo.WaitForTextAsync(new Uri(appHost.Dashboard, "/alive"), answer => answer == "Healthy");
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(appHost.Dashboard, "/api/resources"));
        return response.StatusCode;
    }

    /// <summary>The traces in which everybody took part.</summary>
    internal static IEnumerable<JsonElement> WholeChain(JsonElement traces)
        => traces.EnumerateArray().Where(trace =>
        {
            var services = trace.GetProperty("services").EnumerateArray().Select(service => service.GetString()).ToHashSet();
            return services.IsSupersetOf(["producer", "consumer", "skr", "azure"]);
        });

    private static IEnumerable<string> ServicesFromTheVaultUp(JsonElement trace)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToDictionary(span => span.GetProperty("spanId").GetString()!);
        var release = spans.Values.FirstOrDefault(span => span.GetProperty("service").GetString() == "azure" && span.GetProperty("name").GetString() == "release");
        var services = new List<string>();

        for (var span = release; span.ValueKind == JsonValueKind.Object; span = Parent(span, spans))
        {
            services.Add(span.GetProperty("service").GetString()!);
        }

        return services.Distinct();
    }

    private static JsonElement Parent(JsonElement span, Dictionary<string, JsonElement> spans)
        => span.TryGetProperty("parentSpanId", out var id) && id.GetString() is { } parent ? spans.GetValueOrDefault(parent) : default;
}
