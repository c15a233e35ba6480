using System.Diagnostics;
using CcDemo.Consumer.Messages;
using CcDemo.Producer.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CcDemo.Bench;

internal sealed class PageBench : IBench
{
    private const int QuietRate = 5;
    private const int FloodRate = 5500;
    private const int LeastFlood = 5000;
    private const int Clicks = 20;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public string Name => "page";

    public string Summary => "the consumer's page in Chromium while 5,000 messages a second arrive, against the same page with 5 a second";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        await using var broker = await BrokerProcess.StartAsync();
        await using var producer = await Services.ProducerAsync(broker);
        var sender = producer.Services.GetRequiredService<MessageSender>();
        await sender.SendAsync(new OutgoingMessage(SampleText.Of(100)), CancellationToken.None);
        await using var consumer = await Services.ConsumerAsync(broker, BenchKeys.Topic);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = PathOfChromium(), Args = ["--no-sandbox", "--disable-gpu"] });

        var quiet = await MeasureAsync(chromium, consumer, sender, QuietRate);
        await progress.WriteLineAsync($"quiet: {quiet}");
        var flood = await MeasureAsync(chromium, consumer, sender, FloodRate);
        await progress.WriteLineAsync($"flood: {flood}");
        await producer.StopAsync();
        await consumer.StopAsync();
        return new BenchReport(
            Name, machine.AtEnd(),
            ["page", "arriving, a second", "shown, a second", "rows", "longest task, ms", "blocked, ms a second", "slowest of 20 clicks, ms", "click, median, ms"],
            [Row("quiet", quiet), Row("flood", flood)],
            [
                new("messages that arrived in a second of the flood", flood.Arriving, LeastFlood),
                new("rows on the page in the flood", flood.Rows, 100, IsCeiling: true),
            ],
            [
                $"{Measured.TotalSeconds:0} s each. Tasks are what the page's own PerformanceObserver('longtask') saw (50 ms and more; 0: none); blocked is what each took beyond 50 ms. A click is the time in the page from clicking Pause, or Go on at once after it, to the frame after it.",
                $"The page said in the flood: '{flood.Notice}'.",
            ]);
    }

    private static IReadOnlyList<object> Row(string name, PageFigures figures) =>
        [name, figures.Arriving, figures.Shown, figures.Rows, figures.LongestTask, figures.Blocked, figures.SlowestClick, figures.MedianClick];

    private static async Task<PageFigures> MeasureAsync(IBrowser chromium, WebApplication consumer, MessageSender sender, int rate)
    {
        var board = consumer.Services.GetRequiredService<MessageBoard>();
        var page = await chromium.NewPageAsync();
        using var end = new CancellationTokenSource();
        var sending = SendAsync(sender, rate, end.Token);
        try
        {
            await page.GotoAsync(consumer.Urls.First());
            // What the page says once a second is there, and the first rows are drawn.
            await Task.Delay(TimeSpan.FromSeconds(3));
            await page.EvaluateAsync(PageProbe.Start);
            var (before, started) = (board.Counts().Received, Stopwatch.GetTimestamp());
            for (var pair = 0; pair < Clicks / 2; pair++)
            {
                await Task.Delay(Measured / Clicks * 2);
                await page.EvaluateAsync(PageProbe.Click);
                await page.EvaluateAsync(PageProbe.Click);
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var arrived = board.Counts().Received - before;
            var probe = await page.EvaluateAsync<PageProbe>(PageProbe.Read);
            return new PageFigures(
                arrived / seconds, probe.Shown / seconds, probe.Rows, probe.Tasks.DefaultIfEmpty().Max(), probe.Tasks.Sum(task => task - 50) / seconds,
                probe.Clicks.Max(), Flow.MedianOf(probe.Clicks), probe.Notice);
        }
        finally
        {
            await end.CancelAsync();
            await sending;
            await page.CloseAsync();
        }
    }

    /// <summary>Hands over as many as are due, again and again.</summary>
    private static async Task SendAsync(MessageSender sender, int rate, CancellationToken ct)
    {
        var message = new OutgoingMessage(SampleText.Of(100));
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0L; !ct.IsCancellationRequested; await Task.Delay(Tick, CancellationToken.None))
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * rate); sent < due && sender.TrySend(message); sent++)
            {
            }
        }
    }

    private static string PathOfChromium()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not on the path: install the package 'chromium'.");
}
