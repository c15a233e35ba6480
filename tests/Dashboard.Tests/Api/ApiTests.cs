using System.Net;
using CcDemo.Dashboard.Tests.Hosting;

namespace CcDemo.Dashboard.Tests.Api;

public class ApiTests
{
    [Fact]
    public async Task Logs_metrics_and_resources_can_be_read_by_scripts()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await dashboard.SendAsync("/v1/logs", """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"skr"}}]},"scopeLogs":[{"scope":{"name":"Release"},
            "logRecords":[{"severityNumber":9,"body":{"stringValue":"asked"}},{"severityNumber":17,"body":{"stringValue":"refused"},"traceId":"5b8efff798038103d269b633813fc60c"}]}]}]}
            """);
        await dashboard.SendAsync("/v1/metrics", $$$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"producer"}},{"key":"service.instance.id","value":{"stringValue":"p1"}}]},
            "scopeMetrics":[{"scope":{"name":"CcDemo.Producer"},"metrics":[{"name":"sent","unit":"{message}","sum":{"aggregationTemporality":2,"isMonotonic":true,
            "dataPoints":[{"startTimeUnixNano":"{{{{now - 60_000}}}}000000","timeUnixNano":"{{{{now - 1_000}}}}000000","asInt":"590"}]}}]}]}]}
            """);

        var logs = (await dashboard.JsonAsync("/api/logs?level=error&resource=skr")).EnumerateArray().ToList();
        Assert.Equal("refused", Assert.Single(logs).GetProperty("message").GetString());
        Assert.Equal("Error", logs[0].GetProperty("level").GetString());
        Assert.Single((await dashboard.JsonAsync("/api/logs?traceId=5b8efff798038103d269b633813fc60c")).EnumerateArray());
        Assert.Equal(2, (await dashboard.JsonAsync("/api/logs")).GetArrayLength());

        var instrument = Assert.Single((await dashboard.JsonAsync("/api/metrics?resource=p1")).EnumerateArray());
        Assert.Equal("Counter", instrument.GetProperty("kind").GetString());
        var chart = await dashboard.JsonAsync("/api/metrics/chart?service=producer&instance=p1&meter=CcDemo.Producer&name=sent");
        Assert.Equal("{message}/s", chart.GetProperty("unit").GetString());
        var values = Assert.Single(chart.GetProperty("lines").EnumerateArray()).GetProperty("values").EnumerateArray().Where(value => value.ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.Equal(10, values.Max(value => value.GetDouble()), tolerance: 0.5);

        Assert.Equal(["producer (p1)", "skr"], (await dashboard.JsonAsync("/api/resources")).EnumerateArray().Select(resource => resource.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("/api/logs?level=loud", HttpStatusCode.BadRequest)]
    [InlineData("/api/traces?minDurationMs=long", HttpStatusCode.BadRequest)]
    [InlineData("/api/metrics/chart?service=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/metrics/chart?service=x&meter=y&name=z", HttpStatusCode.NotFound)]
    public async Task A_wrong_question_gets_a_plain_status(string address, HttpStatusCode status)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(address);

        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("   at ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
