using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CcDemo.Dashboard.Api;
using CcDemo.Dashboard.Feed;
using CcDemo.Dashboard.Pages;
using CcDemo.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.Dashboard.Live;

/// <summary>Server-sent events that keep open pages up to date: rendered HTML for the lists, lines as JSON for the logs.</summary>
internal static class LiveEndpoints
{
    /// <summary>Changes that follow one another within this time are shown together: HTML costs more than lines.</summary>
    private static readonly TimeSpan _pauseBetweenContents = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _pauseBetweenLines = TimeSpan.FromMilliseconds(50);

    public static void MapLiveUpdates(this WebApplication app)
    {
        var live = app.MapGroup("/live");
        live.MapGet("/resources", (ResourceBoard board, HttpContext context) => Content(context, board.Changed, () =>
        {
            var (resources, status) = board.Read();
            return ResourcesPage.Content(resources, status);
        }));
        live.MapGet("/traces", (TraceStore traces, string? service, HttpContext context)
            => Content(context, traces.Changed, () => TracesPage.Content(traces.List(), service)));
        live.MapGet("/traces/{id}", (string id, TraceStore traces, LogStore logs, HttpContext context)
            => Content(context, traces.Changed, () => traces.Find(id) is { } trace ? TracePage.Content(trace, logs.OfTrace(id)) : null));
        live.MapGet("/logs/{name}", Lines);
    }

    private static IResult Lines(string name, string? after, ResourceBoard board, ConsoleLogs logs, HttpContext context)
    {
        if (board.Find(name) is not { } resource)
        {
            return TypedResults.NotFound();
        }

        // A browser that reconnects says by itself what it got last.
        var position = ConsolePosition.Parse(context.Request.Headers["Last-Event-ID"].ToString()) ?? ConsolePosition.Parse(after);
        return TypedResults.ServerSentEvents(FollowAsync(logs.Of(resource.Name), position, context, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        ConsoleLog log, ConsolePosition? position, HttpContext context, [EnumeratorCancellation] CancellationToken gone)
    {
        using var stop = UntilStopping(context, gone);
        // There may be no line for long; the browser is to know at once that it is connected.
        yield return new SseItem<string>("", "connected");
        while (!stop.IsCancellationRequested)
        {
            var changed = log.Changed.Next;
            var excerpt = log.Read(position);
            if (!excerpt.Continues)
            {
                yield return new SseItem<string>("", "reset");
            }

            foreach (var line in excerpt.Lines)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(line, ApiJson.Default.ConsoleLine), "line")
                {
                    EventId = (excerpt.Position with { Line = line.Line }).ToString(),
                };
            }

            position = excerpt.Position;
            await changed.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(_pauseBetweenLines, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ServerSentEventsResult<string> Content(HttpContext context, ChangeSignal changed, Func<Markup?> render)
        => TypedResults.ServerSentEvents(RenderAsync(context, changed, render, context.RequestAborted), "content");

    private static async IAsyncEnumerable<string> RenderAsync(
        HttpContext context, ChangeSignal signal, Func<Markup?> render, [EnumeratorCancellation] CancellationToken gone)
    {
        using var stop = UntilStopping(context, gone);
        string? shown = null;
        while (!stop.IsCancellationRequested)
        {
            var changed = signal.Next;
            var content = render()?.ToString();
            if (content is not null && content != shown)
            {
                shown = content;
                yield return content;
            }

            await changed.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(_pauseBetweenContents, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Streams end with the dashboard, or its stop would wait for every open page.</summary>
    private static CancellationTokenSource UntilStopping(HttpContext context, CancellationToken gone)
        => CancellationTokenSource.CreateLinkedTokenSource(
            gone, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
