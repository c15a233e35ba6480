using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.Consumer.Tests;

/// <summary>The sidecar's HTTP interface with the keys that a test gives it; what is behind the interface is tested end to end.</summary>
internal sealed class StandInSkr : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _keys = new();
    private WebApplication? _app;

    /// <summary>Why keys are refused; null when they are released.</summary>
    public string? Refusal { get; set; }

    /// <summary>The status of a refusal.</summary>
    public int RefusalStatus { get; set; } = StatusCodes.Status403Forbidden;

    public string Address { get; private set; } = "";

    /// <summary>The bodies of <c>/key/release</c>, as they came.</summary>
    public ConcurrentQueue<string> Releases { get; } = new();

    /// <summary>The trace ids that the requests belong to.</summary>
    public ConcurrentQueue<string> Traces { get; } = new();

    public static async Task<StandInSkr> StartAsync(params string[] keyIds)
    {
        var skr = new StandInSkr();
        foreach (var keyId in keyIds)
        {
            skr._keys[keyId] = Jwk.FromRsa(TestKey.Of(keyId), includePrivate: true).ToJson();
        }

        await skr.ListenAsync("http://127.0.0.1:0");
        return skr;
    }

    /// <summary>Has something else in a key's place.</summary>
    public void Hold(string keyId, string jwk) => _keys[keyId] = jwk;

    /// <summary>Goes away, so that nobody answers at its address.</summary>
    public async Task StopAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    /// <summary>Comes back at the same address.</summary>
    public Task ComeBackAsync() => ListenAsync(Address);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task ListenAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/key/release", ReleaseAsync);
        _app.MapPost("/attest/maa", () => Results.Json(new { token = Token() }));
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    private async Task<IResult> ReleaseAsync(HttpRequest request)
    {
        Traces.Enqueue(request.Headers["traceparent"].ToString().Split('-').ElementAtOrDefault(1) ?? "");
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Releases.Enqueue(body);
        using var json = JsonDocument.Parse(body);
        var keyId = json.RootElement.GetProperty("kid").GetString()!;
        if (Refusal is not null)
        {
            return Results.Json(new { error = Refusal }, statusCode: RefusalStatus);
        }

        return _keys.TryGetValue(keyId, out var jwk)
            ? Results.Json(new { key = jwk })
            : Results.Json(new { error = $"The vault has no key '{keyId}'." }, statusCode: StatusCodes.Status403Forbidden);
    }

    private static string Token()
    {
        const string claims = """
            {"iss":"https://maa.test","exp":1900000000,"x-ms-attestation-type":"sevsnpvm","x-ms-sevsnpvm-hostdata":"<script>41aa</script>","x-ms-sevsnpvm-is-debuggable":false}
            """;
        return string.Join('.', new[] { """{"alg":"RS256","kid":"k"}""", claims }.Select(part => Base64UrlText.Encode(Encoding.UTF8.GetBytes(part))).Append("AAAA"));
    }
}
