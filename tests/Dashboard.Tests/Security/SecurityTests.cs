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
    [InlineData("/console")]
    [InlineData("/metrics")]
    [InlineData("/no-such-page")]
    [InlineData("/api/resources")]
    public async Task Every_answer_carries_a_strict_policy(string address)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(address);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var rules = policy.Split("; ").Select(rule => rule.Split(' ', 2)).ToDictionary(rule => rule[0], rule => rule[1]);
        Assert.Equal("'none'", rules["default-src"]);
        Assert.Equal("'self'", rules["script-src"]);
        Assert.Equal("'self'", rules["style-src"]);
        Assert.Equal("'none'", rules["frame-ancestors"]);
        // The rows that are left out of a long list are as high as a style attribute says, and so is the place of a dialog.
        // No sheet and no element with rules is allowed by it, and no attribute of a page comes from what senders write.
        Assert.Equal("'unsafe-inline'", rules["style-src-attr"]);
        Assert.Equal(1, policy.Split("unsafe").Length - 1);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Pages_hold_no_script_no_sheet_and_no_markup_of_a_sender()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using (var channel = dashboard.OtlpChannel())
        {
            await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("<b>x", trace: 5, span: 1, name: "<img src=x onerror=alert(1)>"));
        }

        foreach (var address in new[] { "/", "/traces", $"/traces/{string.Concat(Enumerable.Repeat("05", 16))}" })
        {
            var page = await dashboard.Http.GetStringAsync(address);
            Assert.Contains("</html>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
            Assert.DoesNotContain(" onclick=", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/dashboard.css", "text/css")]
    [InlineData("/assets/dashboard.js", "text/javascript")]
    [InlineData("/assets/MudBlazor.min.css", "text/css")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/assets/favicon.svg", "image/svg+xml")]
    public async Task The_files_of_the_pages_are_embedded(string address, string type)
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }
}
