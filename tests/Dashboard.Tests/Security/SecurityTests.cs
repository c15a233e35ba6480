using System.Net;
using CcDemo.Dashboard.Tests.Hosting;

namespace CcDemo.Dashboard.Tests.Security;

public class SecurityTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.5:18888")]
    public async Task A_request_under_a_foreign_name_is_refused(string host)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources");
        request.Headers.Host = host;

        using var response = await dashboard.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:18888")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:18888")]
    public async Task A_request_under_a_loopback_name_is_answered(string host)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;

        using var response = await dashboard.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/traces")]
    [InlineData("/traces/unknown")]
    [InlineData("/logs")]
    [InlineData("/api/resources")]
    public async Task Every_answer_carries_a_strict_policy(string address)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(address);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Pages_hold_no_inline_style_or_script()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using (var channel = dashboard.OtlpChannel())
        {
            await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("x", trace: 5, span: 1, name: "<img src=x onerror=alert(1)>"));
        }

        foreach (var address in new[] { "/", "/traces", $"/traces/{string.Concat(Enumerable.Repeat("05", 16))}" })
        {
            var page = await dashboard.Http.GetStringAsync(address);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/assets/dashboard.css", "text/css")]
    [InlineData("/assets/dashboard.js", "text/javascript")]
    [InlineData("/assets/favicon.svg", "image/svg+xml")]
    public async Task The_files_of_the_pages_are_embedded(string address, string type)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }
}
