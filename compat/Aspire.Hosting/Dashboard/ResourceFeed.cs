using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard shows of the resources, over HTTP on loopback and for the holder of the key only.</summary>
internal sealed class ResourceFeed : IAsyncDisposable
{
    public const string KeyHeader = "x-resource-service-api-key";

    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(15);
    private readonly WebApplication _web;
    private readonly DistributedApplicationModel _model;
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly ResourceCommandService _commands;
    private readonly CancellationToken _stopping;

    private ResourceFeed(WebApplication web, IServiceProvider services, CancellationToken stopping)
    {
        _web = web;
        _model = services.GetRequiredService<DistributedApplicationModel>();
        _notifications = services.GetRequiredService<ResourceNotificationService>();
        _loggers = services.GetRequiredService<ResourceLoggerService>();
        _commands = services.GetRequiredService<ResourceCommandService>();
        _stopping = stopping;
    }

    public string Address { get; private set; } = "";

    /// <exception cref="DistributedApplicationException">The address is not one of this machine.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ResourceFeed> StartAsync(string? address, string key, IServiceProvider services, CancellationToken stopping)
    {
        var url = new Uri(address ?? "http://127.0.0.1:0");

        if (!url.IsLoopback || url.Scheme != Uri.UriSchemeHttp)
        {
            throw new DistributedApplicationException($"ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL is '{url}'; the feed is served on this machine only, for example at http://localhost:20888.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(200));

        var web = builder.Build();
        var feed = new ResourceFeed(web, services, stopping);
        feed.Map(Encoding.UTF8.GetBytes(key));
        await web.StartAsync(stopping).ConfigureAwait(false);
        feed.Address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return feed;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new FeedError(reason), FeedJson.Options);
    }

    private static async Task WriteEventAsync<T>(HttpResponse response, string name, T value, CancellationToken ct)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, FeedJson.Options)}\n\n", ct).ConfigureAwait(false);
    }

    private void Map(byte[] key)
    {
        _web.Use(async (context, next) =>
        {
            var given = Encoding.UTF8.GetBytes(context.Request.Headers[KeyHeader].ToString());

            if (!CryptographicOperations.FixedTimeEquals(given, key))
            {
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, $"The header {KeyHeader} is missing or wrong.").ConfigureAwait(false);
                return;
            }

            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The reader is gone, or the application stops.
            }
        });
        _web.UseRouting();
        _web.MapGet("/resources", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(Snapshot(), FeedJson.Options)));
        _web.MapGet("/resources/stream", (RequestDelegate)StreamResourcesAsync);
        _web.MapGet("/resources/{name}/logs/stream", (RequestDelegate)StreamLogAsync);
        _web.MapGet("/resources/{name}/environment", (RequestDelegate)EnvironmentAsync);
        _web.MapPost("/resources/{name}/commands/{command}", (RequestDelegate)ExecuteAsync);
    }

    private FeedResource[] Snapshot() => [.. _model.Resources
        .Select(r => _notifications.TryGetCurrentState(r.Name, out var e) ? FeedResource.From(e) : null)
        .OfType<FeedResource>()];

    private IResource? Find(HttpContext context)
        => _model.Resources.FirstOrDefault(r => string.Equals(r.Name, context.GetRouteValue("name") as string, StringComparison.OrdinalIgnoreCase));

    private async Task StreamResourcesAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);

        // Watching begins before the snapshot is taken: a change in between is then sent twice rather than not at all.
        await using var changes = _notifications.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = changes.MoveNextAsync().AsTask();
        context.Response.ContentType = "text/event-stream";
        await WriteEventAsync(context.Response, "snapshot", Snapshot(), end.Token).ConfigureAwait(false);

        while (true)
        {
            await context.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);

            while (!await CompletesAsync(next, end.Token).ConfigureAwait(false))
            {
                await context.Response.WriteAsync(": keep-alive\n\n", end.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);
            }

            if (!await next.ConfigureAwait(false))
            {
                return;
            }

            await WriteEventAsync(context.Response, "change", FeedResource.From(changes.Current), end.Token).ConfigureAwait(false);
            next = changes.MoveNextAsync().AsTask();
        }
    }

    private static async Task<bool> CompletesAsync(Task task, CancellationToken ct)
    {
        if (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(_keepAlive, ct)).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }

        return task.IsCompleted;
    }

    private async Task StreamLogAsync(HttpContext context)
    {
        if (Find(context) is not { } resource)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no resource '{context.GetRouteValue("name")}'.").ConfigureAwait(false);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(end.Token).ConfigureAwait(false);

        await foreach (var batch in _loggers.GetLog(resource.Name).WatchAsync(end.Token).ConfigureAwait(false))
        {
            foreach (var entry in batch)
            {
                var text = Orchestration.LogTimestamp.Strip(entry.Text);
                await WriteEventAsync(context.Response, "line", new FeedLogLine(entry.Line, entry.Timestamp, entry.IsError, text), end.Token).ConfigureAwait(false);
            }

            await context.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);
        }
    }

    private Task EnvironmentAsync(HttpContext context)
        => Find(context) is { } resource && _notifications.TryGetCurrentState(resource.Name, out var e)
            ? context.Response.WriteAsJsonAsync(
                e.Snapshot.EnvironmentVariables.Select(v => new FeedVariable(v.Name, v.Value)).OrderBy(v => v.Name, StringComparer.Ordinal), FeedJson.Options)
            : RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no resource '{context.GetRouteValue("name")}'.");

    private async Task ExecuteAsync(HttpContext context)
    {
        var name = context.GetRouteValue("command") as string;

        if (Find(context) is not { } resource || !resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == name))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"Resource '{context.GetRouteValue("name")}' has no command '{name}'.").ConfigureAwait(false);
            return;
        }

        var result = await _commands.ExecuteCommandAsync(resource, name!, context.RequestAborted).ConfigureAwait(false);
        await context.Response.WriteAsJsonAsync(new FeedCommandResult(result.Success, result.ErrorMessage, result.Canceled ? true : null), FeedJson.Options).ConfigureAwait(false);
    }
}
