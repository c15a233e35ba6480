using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CcDemo.EndToEnd;

/// <summary>The whole demo, composed by AppHost.cs and started as its users start it, on free ports.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly string[] _services = ["skr", "consumer", "consumer-plain", "producer"];

    private readonly DistributedApplication _app;

    private RunningDemo(DistributedApplication app) => _app = app;

    public Uri Consumer => _app.GetEndpoint("consumer", "http");

    public Uri ConsumerPlain => _app.GetEndpoint("consumer-plain", "http");

    public Uri Producer => _app.GetEndpoint("producer", "http");

    public static async Task<RunningDemo> StartAsync(params string[] settings)
    {
        var ports = _services.Select(name => $"--Ports:{name}=0");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([.. ports, .. settings]);
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return new RunningDemo(app);
    }

    public async Task<string> GetBootstrapServersAsync()
        => await _app.GetConnectionStringAsync("kafka") ?? throw new InvalidOperationException("There is no broker.");

    public Task<ResourceEvent> WaitForAsync(string resource, string state)
        => WaitForAsync(resource, e => e.Snapshot.State?.Text == state);

    public async Task<ResourceEvent> WaitForAsync(string resource, Func<ResourceEvent, bool> condition)
    {
        using var timeout = new CancellationTokenSource(_patience);
        return await _app.ResourceNotifications.WaitForResourceAsync(resource, condition, timeout.Token);
    }

    /// <summary>Gives a command, as a button of the dashboard does; the sentence when it fails.</summary>
    public async Task<string?> CommandAsync(string resource, string command)
    {
        using var timeout = new CancellationTokenSource(_patience);
        var result = await _app.ResourceCommands.ExecuteCommandAsync(resource, command, timeout.Token);
        return result.Success ? null : result.ErrorMessage ?? "";
    }

    /// <summary>A page as curl shows it, asked for again until it says what is awaited.</summary>
    public static async Task<string> WaitForTextAsync(Uri page, Func<string, bool> condition)
        => await PollAsync(async http =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
            using var response = await http.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }, condition);

    /// <summary>A JSON document, asked for again until it holds what is awaited.</summary>
    public static async Task<JsonElement> WaitForJsonAsync(Uri address, Func<JsonElement, bool> condition, string? apiKey = null)
        => await PollAsync(async http =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (apiKey is not null)
            {
                request.Headers.Add("X-API-Key", apiKey);
            }

            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }, condition);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<T> PollAsync<T>(Func<HttpClient, Task<T>> ask, Func<T, bool> condition)
    {
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(_patience);
        object? last = null;

        while (!timeout.IsCancellationRequested)
        {
            try
            {
                var answer = await ask(http);

                if (condition(answer))
                {
                    return answer;
                }

                last = answer;
            }
            catch (HttpRequestException error)
            {
                last = error.Message;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Not within {_patience.TotalSeconds} s. The last answer was: {last}");
    }
}
