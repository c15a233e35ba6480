using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.Skr.Tests;

/// <summary>The sidecar in the process of a test, on a free port, spoken to over HTTP.</summary>
internal sealed class SkrHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private SkrHost(WebApplication app, CapturedLogs logs)
    {
        _app = app;
        Logs = logs;
        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>Every address that is listened on.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Where HTTP is spoken, if it is.</summary>
    public Uri Address => Addresses[0];

    /// <summary>Where gRPC is spoken, if it is.</summary>
    public Uri GrpcAddress => Addresses[^1];

    public CapturedLogs Logs { get; }

    public static async Task<SkrHost> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure = null)
    {
        var logs = new CapturedLogs();
        var builder = SkrBuilder.Create([]);
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Port"] = "0",
            ["KeyProviderSock"] = "127.0.0.1:0",
            ["UVM_SECURITY_CONTEXT_DIR"] = "/nonexistent",
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
            ["Logging:LogLevel:Polly"] = "Trace",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddSkr();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapSkr();
        await app.StartAsync();
        return new SkrHost(app, logs);
    }

    /// <summary>Whether the sidecar's own words of a level are logged.</summary>
    public bool IsLogged(LogLevel level) => _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CcDemo.Skr").IsEnabled(level);

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string? body = null, string? contentType = "application/json")
    {
        using var response = await SendRawAsync(method, path, body, contentType);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> SendRawAsync(string method, string path, string? body = null, string? contentType = "application/json")
    {
        // A path such as "//status" must not be taken for a host.
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address.GetLeftPart(UriPartial.Authority) + path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : new(contentType);
        }

        return await _client.SendAsync(request);
    }

    /// <summary>Asks for something that must succeed, and reads one text of the answer.</summary>
    public async Task<string> PostAsync(string path, string body, string member)
    {
        var (status, json) = await SendAsync("POST", path, body);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {json}");
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(member).GetString()!;
    }

    /// <summary>Asks for something that must be refused, and reads the sentence.</summary>
    public async Task<string> RefusalAsync(string path, string body)
    {
        var (status, json) = await SendAsync("POST", path, body);
        Assert.True(status == HttpStatusCode.Forbidden, $"{status}: {json}");
        using var document = JsonDocument.Parse(json);
        Assert.Equal(["error"], document.RootElement.EnumerateObject().Select(member => member.Name));
        return document.RootElement.GetProperty("error").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
