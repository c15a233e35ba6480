using System.Net;
using CcDemo.BrowserAccess;
using CcDemo.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace CcDemo.Dashboard.Tests.Security;

public sealed class BrowserAccessTests : IAsyncLifetime
{
    private const string Token = "token-of-the-test-0123";

    private RunningDashboard _dashboard = null!;

    public async Task InitializeAsync()
        => _dashboard = await RunningDashboard.StartAsync($"{SettingNames.FrontendAuthMode}=BrowserToken", $"{SettingNames.BrowserToken}={Token}");

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/traces")]
    [InlineData("/api/traces")]
    [InlineData("/api/logs")]
    [InlineData("/api/metrics")]
    [InlineData("/api/resources")]
    [InlineData("/console/consumer")]
    [InlineData("/metrics")]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/assets/../api/traces")]
    [InlineData("/assets/%2e%2e/api/traces")]
    [InlineData("/loginx")]
    [InlineData("/no-such-page")]
    public async Task Without_the_token_nothing_is_shown(string address)
    {
        using var response = await _dashboard.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/assets/login.css")]
    [InlineData("/alive")]
    public async Task The_way_in_is_open(string address)
    {
        using var response = await _dashboard.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_browser_is_led_to_the_login_and_back()
    {
        using var asked = await AskAsPageAsync("/traces?service=a%20b");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("/login?returnUrl=%2Ftraces%3Fservice%3Da%2520b", asked.Headers.Location!.OriginalString);

        using var form = await _dashboard.Http.GetAsync(asked.Headers.Location);
        Assert.Contains("value=\"/traces?service=a%20b\"", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var entered = await PostAsync(Token, "/traces?service=a%20b", OwnOrigin);
        Assert.Equal("/traces?service=a%20b", entered.Headers.Location!.OriginalString);
        using var page = await _dashboard.Http.GetAsync(entered.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task The_link_logs_in_and_leaves_a_cookie_that_scripts_and_other_hosts_do_not_see()
    {
        using var response = await _dashboard.Http.GetAsync($"/login?t={Token}");

        Assert.Equal("/", response.Headers.Location!.OriginalString);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        using var api = await _dashboard.Http.GetAsync("/api/traces");
        Assert.Equal(HttpStatusCode.OK, api.StatusCode);
        using var again = await _dashboard.Http.GetAsync("/login");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public async Task A_login_leads_to_no_other_site(string returnUrl)
    {
        using var byLink = await _dashboard.Http.GetAsync($"/login?t={Token}&returnUrl={Uri.EscapeDataString(returnUrl)}");
        using var byForm = await PostAsync(Token, returnUrl, OwnOrigin);

        Assert.Equal("/", byLink.Headers.Location!.OriginalString);
        Assert.Equal("/", byForm.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Guessing_is_stopped_even_when_it_hits()
    {
        for (var attempt = 0; attempt < TokenAttempts.WrongOnesInWindow; attempt++)
        {
            using var wrong = await _dashboard.Http.GetAsync($"/login?t=wrong{attempt}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.False(wrong.Headers.Contains("Set-Cookie"));
        }

        using var byLink = await _dashboard.Http.GetAsync($"/login?t={Token}");
        using var byHeader = await AskWithKeyAsync(Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, byLink.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, byHeader.StatusCode);
    }

    [Fact]
    public async Task Scripts_send_the_token_with_each_request()
    {
        using var right = await AskWithKeyAsync(Token);
        using var wrong = await AskWithKeyAsync("wrong");

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:3333")]
    public async Task The_hub_and_the_form_are_closed_to_foreign_pages_also_after_a_login(string? origin)
    {
        using var login = await _dashboard.Http.GetAsync($"/login?t={Token}");
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate");
        using var socket = new HttpRequestMessage(HttpMethod.Get, "/_blazor") { Headers = { { "Connection", "Upgrade" }, { "Upgrade", "websocket" } } };
        if (origin is not null)
        {
            negotiation.Headers.Add("Origin", origin);
            socket.Headers.Add("Origin", origin);
        }

        using var negotiated = await _dashboard.Http.SendAsync(negotiation);
        using var connected = await _dashboard.Http.SendAsync(socket);
        using var entered = await PostAsync(Token, "/", origin);

        Assert.All([negotiated, connected, entered], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
    }

    [Fact]
    public async Task No_setting_makes_the_log_of_requests_write_login_links_down()
    {
        await using var talkative = await RunningDashboard.StartAsync(
            "Logging:LogLevel:Default=Trace", "Logging:Console:LogLevel:Default=Trace", "Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace");
        var loggers = talkative.Service<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("Any").IsEnabled(LogLevel.Trace));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
    }

    private string OwnOrigin => _dashboard.Pages.GetLeftPart(UriPartial.Authority);

    private async Task<HttpResponseMessage> AskAsPageAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
        return await _dashboard.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> AskWithKeyAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/traces") { Headers = { { "X-API-Key", key } } };
        return await _dashboard.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(string token, string returnUrl, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("token", token), new("returnUrl", returnUrl)]),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await _dashboard.Http.SendAsync(request);
    }
}
