using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.Dashboard.Tests.Hosting;

/// <summary>An application host as far as the dashboard sees one: real HTTP, real server-sent events, scripted content.</summary>
internal sealed class FakeFeed : IAsyncDisposable
{
    public const string Key = "feed-key-of-the-test";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Channel<string>> _logs = new();
    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();

    private FakeFeed(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            if (context.Request.Headers["x-resource-service-api-key"] != Key)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsJsonAsync(new { error = "The key is wrong." });
                return;
            }

            await next(context);
        });
        _app.MapGet("/resources/stream", (HttpContext context) => StreamAsync(context, _changes, $"event: snapshot\ndata: {Snapshot}\n\n"));
        _app.MapGet("/resources/{name}/logs/stream", (string name, HttpContext context) => StreamAsync(context, LogOf(name), ": hello\n\n"));
        _app.MapGet("/resources/{name}/environment", (string name) => Results.Text(Environment, "application/json"));
        _app.MapPost("/resources/{name}/commands/{command}", (string name, string command) =>
        {
            Commands.Enqueue($"{name}/{command}");
            return Results.Text(CommandResult, "application/json");
        });
    }

    public string Snapshot { get; set; } = "[]";

    public string Environment { get; set; } = "[]";

    public string CommandResult { get; set; } = """{"success":true}""";

    public ConcurrentQueue<string> Commands { get; } = new();

    public string Url => _app.Urls.First();

    public static async Task<FakeFeed> StartAsync(string snapshot, int port = 0)
    {
        var feed = new FakeFeed(port) { Snapshot = snapshot };
        await feed._app.StartAsync();
        return feed;
    }

    public void Change(string resource) => _changes.Writer.TryWrite($"event: change\ndata: {resource}\n\n");

    public void Log(string resource, string json) => LogOf(resource).Writer.TryWrite($"event: line\ndata: {json}\n\n");

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        foreach (var log in _logs.Values)
        {
            log.Writer.TryComplete();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Channel<string> LogOf(string name) => _logs.GetOrAdd(name, _ => Channel.CreateUnbounded<string>());

    private static async Task StreamAsync(HttpContext context, Channel<string> events, string first)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(first);
        await context.Response.Body.FlushAsync();
        await foreach (var text in events.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(text);
            await context.Response.Body.FlushAsync();
        }
    }
}
