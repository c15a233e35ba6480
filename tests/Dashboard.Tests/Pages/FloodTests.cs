using System.Buffers.Binary;
using System.Diagnostics;
using CcDemo.Consumer.Tests;
using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Tests.Hosting;
using CcDemo.EndToEnd;
using Google.Protobuf;
using Microsoft.Playwright;

namespace CcDemo.Dashboard.Tests.Pages;

/// <summary>200,000 spans and as many log records, while pages are looked at.</summary>
[Collection(SharedChromium.Name)]
public sealed class FloodTests(Chromium chromium)
{
    private const int Batches = 100;
    private const int BatchSize = 2_000;

    [ChromiumFact]
    public async Task Pages_show_some_of_a_flood_a_few_times_a_second_and_answer_to_what_is_pressed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var browser = await chromium.LaunchAsync();
        var traces = await browser.OpenAsync(dashboard, "/traces");
        var logs = await browser.OpenAsync(dashboard, "/logs");
        await traces.EvaluateAsync("""
            window.updates = 0; new MutationObserver(() => window.updates++).observe(document.querySelector('.count'), { subtree: true, childList: true, characterData: true })
            """);
        var clock = Stopwatch.StartNew();

        var sending = SendAsync(dashboard);
        await Assertions.Expect(logs.Locator(".count")).ToContainTextAsync("the latest 2000 of");
        await traces.GetByRole(AriaRole.Searchbox).FillAsync(" 77");
        await Assertions.Expect(traces.Locator("table.traces tbody th a").First).ToContainTextAsync(" 77");
        await logs.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(logs.GetByRole(AriaRole.Button, new() { Name = "Paused" })).ToBeVisibleAsync();
        await sending;

        var limits = dashboard.Service<TelemetryLimits>();
        Assert.Equal(limits.MaxTraces, dashboard.Service<TraceStore>().Usage.Count);
        Assert.Equal(limits.MaxLogs, dashboard.Service<LogStore>().Usage.Count);
        Assert.InRange(await traces.Locator("table.traces tbody tr").CountAsync(), 1, 100);
        Assert.InRange(await logs.Locator("table.logs tbody tr").CountAsync(), 1, 100);
        // Four a second at most, and some at what is typed.
        Assert.InRange(await traces.EvaluateAsync<int>("window.updates"), 1, (4 * clock.Elapsed.TotalSeconds) + 20);
        Assert.Empty(browser.Violations);
    }

    private static async Task SendAsync(RunningDashboard dashboard)
    {
        using var channel = dashboard.OtlpChannel();
        for (var batch = 0; batch < Batches; batch++)
        {
            await OtlpSender.ExportAsync(channel, Spans(batch));
            await OtlpSender.ExportAsync(channel, Logs(batch));
        }
    }

    private static ExportTraceServiceRequest Spans(int batch)
    {
        var request = OtlpSender.OneSpan("flood", trace: 1, span: 1);
        var spans = request.ResourceSpans[0].ScopeSpans[0].Spans;
        var pattern = spans[0];
        spans.Clear();
        for (var number = 0; number < BatchSize; number++)
        {
            var span = pattern.Clone();
            span.TraceId = Id(batch, number);
            span.Name = $"flood {batch} {number}";
            spans.Add(span);
        }

        return request;
    }

    private static ByteString Id(int batch, int number)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(id, batch + 1);
        BinaryPrimitives.WriteInt32BigEndian(id[12..], number);
        return ByteString.CopyFrom(id);
    }

    private static ExportLogsServiceRequest Logs(int batch)
    {
        var scope = new ScopeLogs();
        for (var number = 0; number < BatchSize; number++)
        {
            scope.LogRecords.Add(new LogRecord { SeverityNumber = 9, Body = new AnyValue { StringValue = $"flood {batch} {number}" } });
        }

        return new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = OtlpSender.Service("flood"), ScopeLogs = { scope } } } };
    }
}
