using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.Producer.Tests;

/// <summary>Somebody who publishes a set of keys, with an entity tag.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile string _keys;
    private volatile Func<HttpContext, Task>? _instead;
    private int _unchanged;

    private KeyServer(string keys)
    {
        _keys = keys;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/jwks", AnswerAsync);
    }

    public string Address => $"{_app.Urls.First()}/jwks";

    /// <summary>How often it was enough to say that nothing has changed.</summary>
    public int Unchanged => Volatile.Read(ref _unchanged);

    public static async Task<KeyServer> StartAsync(string keys)
    {
        var server = new KeyServer(keys);
        await server._app.StartAsync();
        return server;
    }

    public void Publish(string keys) => (_keys, _instead) = (keys, null);

    public void AnswerInstead(Func<HttpContext, Task> answer) => _instead = answer;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (_instead is { } instead)
        {
            return instead(context);
        }

        var keys = _keys;
        var tag = $"\"{keys.GetHashCode(StringComparison.Ordinal)}\"";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            Interlocked.Increment(ref _unchanged);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.Headers.ETag = tag;
        return context.Response.WriteAsync(keys);
    }
}
