using CcDemo.Attestation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.Bench;

/// <summary>The sidecar's HTTP interface as far as a consumer needs it to get the key of this run.</summary>
internal sealed class KeySidecar : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KeySidecar(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<KeySidecar> StartAsync()
    {
        using var key = BenchKeys.Private();
        var jwk = Jwk.FromRsa(key, includePrivate: true).ToJson();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/key/release", () => Results.Json(new { key = jwk }));
        await app.StartAsync();
        return new KeySidecar(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
