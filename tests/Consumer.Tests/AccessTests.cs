using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class AccessTests(EmbeddedBroker broker)
{
    private const string TokenSetting = $"--Consumer:BrowserToken={AccessClient.Token}";

    [Theory]
    [InlineData("/")]
    [InlineData("/api/messages")]
    [InlineData("/api/messages/stream")]
    [InlineData("/api/attestation")]
    [InlineData("/consumer.js")]
    [InlineData("/there/is/no/such/page")]
    public async Task Without_a_login_nothing_is_shown(string path)
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        var sentence = await response.Content.ReadAsStringAsync();
        Assert.StartsWith("This consumer asks its readers to log in.", sentence, StringComparison.Ordinal);
        Assert.Single(sentence.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/login")]
    [InlineData("/favicon.svg")]
    [InlineData("/consumer.css")]
    public async Task Probes_and_what_the_login_page_needs_are_for_everybody(string path)
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(path));
    }

    [Theory]
    [InlineData("/", "/login?returnUrl=%2F")]
    [InlineData("/api/messages?limit=3", "/login?returnUrl=%2Fapi%2Fmessages%3Flimit%3D3")]
    public async Task A_browser_is_led_to_the_login_and_knows_the_way_back(string path, string location)
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var response = await client.GetAsync(path, AccessClient.Browser);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_asks_for_json_is_refused_in_json()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var response = await client.GetAsync("/api/messages", "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("""{"error":"This consumer asks its readers to log in.""", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_logs_in_and_leaves_the_token_behind()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var response = await client.GetAsync($"/login?t={AccessClient.Token}", AccessClient.Browser);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(AccessClient.Token, cookie, StringComparison.Ordinal);
        var attributes = cookie.Split("; ")[1..];
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain("secure", attributes);
        var expires = DateTimeOffset.Parse(Assert.Single(attributes, part => part.StartsWith("expires=", StringComparison.Ordinal))["expires=".Length..], null);
        Assert.InRange(expires, DateTimeOffset.UtcNow.AddDays(2.9), DateTimeOffset.UtcNow.AddDays(3));
    }

    [Fact]
    public async Task Over_https_the_cookie_is_secure()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var file = new TemporaryFile(certificate.Export(X509ContentType.Pfx));
        await using var consumer = await StartAsync("--urls=https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={file.Path}");
        using var client = ClientOf(consumer);
        using var response = await client.PostAsync(AccessClient.Token);
        Assert.Contains("secure", Assert.Single(response.Headers.GetValues("Set-Cookie")).Split("; "));
    }

    [Fact]
    public async Task The_form_needs_no_script_and_logs_in_to_the_page_that_was_wanted()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var page = await client.GetAsync("/login?returnUrl=%2Fapi%2Fattestation", AccessClient.Browser);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("""<form class="card login" method="post" action="/login">""", html, StringComparison.Ordinal);
        Assert.Contains("""<label for="token">""", html, StringComparison.Ordinal);
        Assert.Contains("""<input name="returnUrl" type="hidden" value="/api/attestation" />""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));

        using var response = await client.PostAsync(AccessClient.Token, "/api/attestation");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/api/attestation", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task With_the_cookie_everything_works_as_before()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await StartAsync(skr, TokenSetting);
        using var client = ClientOf(consumer);
        var cookie = await client.LogInAsync();
        consumer.Http.DefaultRequestHeaders.Add(cookie.Name, cookie.Value);
        await consumer.SendAsync("for readers only");

        var message = Assert.Single(await consumer.UntilMessagesAsync(messages => messages is [var only] && only.State() == "opened"));
        Assert.Equal("for readers only", message.Text());
        Assert.Contains("for readers only", await consumer.HtmlAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/consumer.js", cookie));

        using var stream = await client.GetAsync("/api/messages/stream", "text/event-stream", cookie);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal("event: message", await reader.ReadLineAsync());

        using var login = await client.GetAsync("/login", AccessClient.Browser, cookie);
        Assert.Equal("/", login.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_stream_ends_with_the_login()
    {
        await using var consumer = await StartAsync("--Consumer:LoginLifetime=00:00:06");
        using var client = ClientOf(consumer);
        var cookie = await client.LogInAsync();
        using var stream = await client.GetAsync("/api/messages/stream", accept: null, cookie);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        // An endless stream would run into the time limit.
        await stream.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync("/api/messages", cookie));
    }

    [Theory]
    [InlineData("X-CcDemo-Token", AccessClient.Token, HttpStatusCode.OK)]
    [InlineData("X-CcDemo-Token", AccessClient.WrongToken, HttpStatusCode.Unauthorized)]
    [InlineData("X-CcDemo-Token", "", HttpStatusCode.Unauthorized)]
    [InlineData("X-CcDemo-Token", $"{AccessClient.Token}, {AccessClient.Token}", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", $"Bearer {AccessClient.Token}", HttpStatusCode.OK)]
    [InlineData("Authorization", $"bearer {AccessClient.Token}", HttpStatusCode.OK)]
    [InlineData("Authorization", $"Bearer {AccessClient.WrongToken}", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", $"Basic {AccessClient.Token}", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", AccessClient.Token, HttpStatusCode.Unauthorized)]
    public async Task A_program_sends_the_token_in_a_header(string name, string value, HttpStatusCode status)
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var response = await client.GetAsync("/api/messages", accept: null, (name, value));
        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("-token-", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_header_goes_before_one_that_a_proxy_may_have_written()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.Token), ("Authorization", "Bearer of-the-proxy")));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.WrongToken), ("Authorization", $"Bearer {AccessClient.Token}")));
    }

    [Fact]
    public async Task A_wrong_token_shows_the_form_again_and_does_not_repeat_it()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var byLink = await client.GetAsync($"/login?t={AccessClient.WrongToken}&returnUrl=%2Fapi%2Fmessages", AccessClient.Browser);
        using var byForm = await client.PostAsync(AccessClient.WrongToken, "/api/messages");
        foreach (var response in new[] { byLink, byForm })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"));
            var html = await response.Content.ReadAsStringAsync();
            Assert.Contains("That is not the browser token of this consumer.", html, StringComparison.Ordinal);
            Assert.Contains("""value="/api/messages" />""", html, StringComparison.Ordinal);
            Assert.DoesNotContain(AccessClient.WrongToken, html, StringComparison.Ordinal);
        }

        using var plain = await client.GetAsync($"/login?t={AccessClient.WrongToken}");
        Assert.Equal("That is not the browser token of this consumer.\n", await plain.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_that_is_none_is_refused()
    {
        await using var consumer = await StartAsync();
        using var empty = await consumer.Http.PostAsync("/login", new FormUrlEncodedContent([new("returnUrl", "/")]));
        Assert.Equal(HttpStatusCode.Unauthorized, empty.StatusCode);
        using var json = await consumer.Http.PostAsync("/login", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, json.StatusCode);
        using var large = await consumer.Http.PostAsync("/login", new FormUrlEncodedContent([new("token", new string('a', 20_000))]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("~//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("/ü")]
    [InlineData("")]
    public async Task A_login_leads_to_no_other_site(string returnUrl)
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        using var byForm = await client.PostAsync(AccessClient.Token, returnUrl);
        using var byLink = await client.GetAsync($"/login?t={AccessClient.Token}&returnUrl={Uri.EscapeDataString(returnUrl)}", AccessClient.Browser);
        foreach (var response in new[] { byForm, byLink })
        {
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Equal("/", response.Headers.Location?.OriginalString);
        }

        using var page = await client.GetAsync($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}", AccessClient.Browser);
        Assert.Contains("""type="hidden" value="/" />""", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_wrong_tokens_not_even_the_right_one_is_looked_at()
    {
        await using var consumer = await StartAsync();
        using var client = ClientOf(consumer);
        var cookie = await client.LogInAsync();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.Token)));
            Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.WrongToken)));
        }

        using var tenth = await client.PostAsync(AccessClient.WrongToken);
        Assert.Equal(HttpStatusCode.Unauthorized, tenth.StatusCode);

        using var byForm = await client.PostAsync(AccessClient.Token);
        using var byLink = await client.GetAsync($"/login?t={AccessClient.Token}", AccessClient.Browser);
        using var byHeader = await client.GetAsync("/api/messages", "application/json", ("Authorization", $"Bearer {AccessClient.Token}"));
        foreach (var response in new[] { byForm, byLink, byHeader })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromMinutes(1), response.Headers.RetryAfter?.Delta);
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.Contains("Too many wrong tokens came from your address: wait a minute.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", cookie));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/alive"));
    }

    [Fact]
    public async Task Replicas_share_logins_when_they_share_the_token()
    {
        await using var consumer = await StartAsync();
        await using var replica = await StartAsync($"--CONSUMERGROUP={consumer.Group}");
        await using var stranger = await RunningConsumer.StartAsync(broker, skr: null, group: consumer.Group, settings: $"--Consumer:BrowserToken={AccessClient.WrongToken}");
        using var client = ClientOf(consumer);
        using var replicaClient = ClientOf(replica);
        using var strangerClient = ClientOf(stranger);
        var (name, value) = await client.LogInAsync();

        Assert.Equal(HttpStatusCode.OK, await replicaClient.StatusAsync("/api/messages", (name, value)));
        Assert.Equal(HttpStatusCode.Unauthorized, await replicaClient.StatusAsync("/api/messages", (name, value + "x")));
        Assert.Equal(HttpStatusCode.Unauthorized, await strangerClient.StatusAsync("/api/messages", (name, value)));
    }

    [Fact]
    public async Task Two_consumers_on_one_machine_do_not_log_each_other_out()
    {
        await using var consumer = await StartAsync();
        await using var plain = await StartAsync();
        using var client = ClientOf(consumer);
        using var plainClient = ClientOf(plain);
        Assert.NotEqual((await client.LogInAsync()).Value.Split('=')[0], (await plainClient.LogInAsync()).Value.Split('=')[0]);
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_everybody_may_read()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        using var client = ClientOf(consumer);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/messages", ("X-CcDemo-Token", AccessClient.WrongToken)));
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("/login"));
    }

    [Fact]
    public async Task A_file_of_a_secret_volume_holds_the_token()
    {
        using var file = new TemporaryFile($"{AccessClient.Token}\n");
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null, settings: $"--Consumer:BrowserTokenFile={file.Path}");
        using var client = ClientOf(consumer);
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync("/"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/", ("X-CcDemo-Token", AccessClient.Token)));
    }

    private static AccessClient ClientOf(RunningConsumer consumer) => new(consumer.Http.BaseAddress!);

    private Task<RunningConsumer> StartAsync(params string[] settings) => StartAsync(skr: null, [TokenSetting, .. settings]);

    private Task<RunningConsumer> StartAsync(StandInSkr? skr, params string[] settings)
        => RunningConsumer.StartAsync(broker, skr, settings: settings);
}
