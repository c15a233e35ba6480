using CcDemo.Dashboard.Telemetry;
using Microsoft.Extensions.Logging;

namespace CcDemo.Dashboard.Tests.Telemetry;

public class LogStoreTests
{
    [Fact]
    public void The_oldest_records_make_room()
    {
        var store = new LogStore(new TelemetryLimits { MaxLogs = 3 });

        store.Add(Enumerable.Range(1, 10).Select(number => Entry($"m{number}", second: number)));

        Assert.Equal(["m8", "m9", "m10"], store.Find(new LogQuery()).Select(entry => entry.Message));
        Assert.Equal([8, 9, 10], store.Find(new LogQuery()).Select(entry => entry.Number));
    }

    [Fact]
    public void The_bytes_are_bounded_whatever_the_count()
    {
        var limits = new TelemetryLimits { MaxBytes = 1_000_000 };
        var store = new LogStore(limits);

        store.Add(Enumerable.Range(1, 5_000).Select(_ => Entry(new string('x', 1_000))));

        Assert.InRange(store.Usage.Size, limits.MaxLogBytes / 2, limits.MaxLogBytes);
        Assert.InRange(store.Usage.Count, 50, 200);
    }

    [Fact]
    public void Records_are_found_by_level_text_resource_and_trace()
    {
        var store = new LogStore(new TelemetryLimits());
        store.Add(
        [
            Entry("The key arrived", LogLevel.Information, service: "consumer", trace: "aa"),
            Entry("refused", LogLevel.Error, service: "skr", exception: "System.InvalidOperationException: Needle"),
            Entry("chatter", LogLevel.Debug),
        ]);

        Assert.Equal(["The key arrived", "refused"], Messages(new LogQuery { MinimumLevel = LogLevel.Information }));
        Assert.Equal(["The key arrived"], Messages(new LogQuery { Text = "KEY" }));
        Assert.Equal(["refused"], Messages(new LogQuery { Text = "needle" }));
        Assert.Equal(["refused"], Messages(new LogQuery { Resource = "skr" }));
        Assert.Equal(["The key arrived"], Messages(new LogQuery { TraceId = "AA" }));
        Assert.Equal(["chatter"], store.Find(new LogQuery(), limit: 1).Select(entry => entry.Message));

        IEnumerable<string> Messages(LogQuery query) => store.Find(query).Select(entry => entry.Message);
    }

    [Fact]
    public async Task A_change_is_signalled()
    {
        var store = new LogStore(new TelemetryLimits());
        var changed = store.Changed.Next;
        Assert.False(changed.IsCompleted);

        store.Add([Entry("x")]);

        await changed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static LogEntry Entry(
        string message, LogLevel level = LogLevel.Information, string service = "service", string? trace = null, string? exception = null, int second = 0)
        => new(
            Number: 0,
            new DateTimeOffset(2026, 1, 2, 3, 4, second, TimeSpan.Zero),
            new ResourceKey(service, service),
            "Category",
            level,
            message,
            trace,
            SpanId: null,
            TelemetryAttributes.None,
            exception);
}
