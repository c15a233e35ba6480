using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

[Collection(SharedChromium.Name)]
public sealed class TracesPageTests(Chromium chromium)
{
    private const string Hostile = "<img src=x onerror=\"document.title='owned'\">";

    [ChromiumFact]
    public async Task Traces_are_chosen_by_resource_duration_text_and_result()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("producer", trace: 1, span: 1, name: "quick"));
        await OtlpSender.ExportAsync(channel, Changed(OtlpSender.OneSpan("skr", trace: 2, span: 1, name: "slow"), span => span.EndTimeUnixNano = span.StartTimeUnixNano + 3_000_000_000));
        await OtlpSender.ExportAsync(channel, Changed(OtlpSender.OneSpan("skr", trace: 3, span: 1, name: "broken"), span => span.Status = new SpanStatus { Code = SpanStatusCode.Error }));
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/traces");
        await Assertions.Expect(Names(page)).ToHaveCountAsync(3);

        await page.GetByLabel("Resource").SelectOptionAsync("skr");
        await Assertions.Expect(Names(page)).ToHaveCountAsync(2);
        await page.GetByLabel("Least duration").SelectOptionAsync("1000");
        await Assertions.Expect(Names(page)).ToHaveTextAsync(["slow"]);
        await page.GotoAsync(new Uri(dashboard.Pages, "/traces").ToString());
        await page.ConnectedAsync();
        await page.GetByLabel("Errors only").CheckAsync();
        await Assertions.Expect(Names(page)).ToHaveTextAsync(["broken"]);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nothing like that");
        await Assertions.Expect(page.GetByText("No trace matches.")).ToBeVisibleAsync();
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_waterfall_grows_as_spans_come_in_and_a_span_shows_attributes_events_and_links()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("producer", trace: 5, span: 1, name: "send"));
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/traces");
        await page.GetByRole(AriaRole.Link, new() { Name = "send" }).ClickAsync();
        await Assertions.Expect(page.Locator(".waterfall tbody th")).ToHaveTextAsync(["send"]);

        await OtlpSender.ExportAsync(channel, Changed(OtlpSender.OneSpan("consumer", trace: 5, span: 2, parent: 1, name: "process"), span =>
        {
            span.Attributes.Add(OtlpSender.Text("messaging.destination.name", "demo-topic"));
            span.Events.Add(new SpanEvent { Name = "retry", TimeUnixNano = span.StartTimeUnixNano });
            span.Links.Add(new SpanLinkRecord { TraceId = OtlpSender.Id(16, 9), SpanId = OtlpSender.Id(8, 9) });
        }));
        await Assertions.Expect(page.Locator(".waterfall tbody th")).ToHaveTextAsync(["send", "process"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "process" }).ClickAsync();
        var details = page.GetByRole(AriaRole.Complementary);
        await Assertions.Expect(details).ToContainTextAsync("demo-topic");
        await Assertions.Expect(details).ToContainTextAsync("retry");
        await Assertions.Expect(details.GetByRole(AriaRole.Link, new() { Name = "Span 0909090909090909" })).ToBeVisibleAsync();
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task Hostile_names_are_text_and_nothing_else()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, Changed(OtlpSender.OneSpan(Hostile, trace: 6, span: 1, name: Hostile), span =>
        {
            span.Attributes.Add(OtlpSender.Text(Hostile, Hostile));
            span.Attributes.Add(OtlpSender.Text("long", new string('w', 10_000)));
            span.Events.Add(new SpanEvent { Name = Hostile, TimeUnixNano = span.StartTimeUnixNano });
        }));
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, "/traces");
        await Assertions.Expect(Names(page)).ToHaveTextAsync([Hostile]);
        await Names(page).ClickAsync();
        await page.Locator(".waterfall a").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Heading, new() { Name = Hostile })).ToBeVisibleAsync();

        foreach (var address in new[] { page.Url, new Uri(dashboard.Pages, "/").ToString() })
        {
            await page.GotoAsync(address);
            await page.ConnectedAsync();
            await Assertions.Expect(page.GetByText(Hostile).First).ToBeVisibleAsync();
            Assert.Equal(0, await page.Locator("img").CountAsync());
            Assert.StartsWith("<img src=x", (await page.GetByText(Hostile).First.TextContentAsync())!.Trim(), StringComparison.Ordinal);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "It scrolls sideways.");
        }

        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.Empty(browser.Violations);
    }

    [ChromiumFact]
    public async Task A_trace_that_is_not_known_says_so_and_appears_when_it_comes()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var browser = await chromium.LaunchAsync();
        var page = await browser.OpenAsync(dashboard, $"/traces/detail/{string.Concat(Enumerable.Repeat("08", 16))}");
        await Assertions.Expect(page.GetByText("This trace is not known.")).ToBeVisibleAsync();

        using var channel = dashboard.OtlpChannel();
        await OtlpSender.ExportAsync(channel, OtlpSender.OneSpan("late", trace: 8, span: 1, name: "comes late"));

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "comes late" })).ToBeVisibleAsync();
    }

    private static ILocator Names(IPage page) => page.Locator("table.traces tbody th a");

    private static ExportTraceServiceRequest Changed(ExportTraceServiceRequest request, Action<SpanRecord> change)
    {
        change(request.ResourceSpans[0].ScopeSpans[0].Spans[0]);
        return request;
    }
}
