using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CcDemo.Dashboard.Feed;

/// <summary>Speaks with the application host: its resources, their console output and their commands.</summary>
internal sealed class FeedClient : IDisposable
{
    private const string ApiKeyHeader = "x-resource-service-api-key";

    private static readonly TimeSpan _longestCommand = TimeSpan.FromMinutes(5);

    private readonly HttpClient? _http;

    public FeedClient(DashboardOptions options)
    {
        if (options.FeedUrl is null)
        {
            return;
        }

        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        _http = new HttpClient(handler) { BaseAddress = options.FeedUrl, Timeout = Timeout.InfiniteTimeSpan };
        if (options.FeedApiKey is { } key)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(ApiKeyHeader, key);
        }
    }

    /// <summary>Whether there is a feed at all.</summary>
    public bool IsConfigured => _http is not null;

    /// <summary>Follows the resources until the feed ends the stream: first all of them, then each that changes.</summary>
    /// <exception cref="HttpRequestException">The feed does not answer, or refuses; the message is a sentence.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Resource>> FollowResourcesAsync(
        Action<Resource> onChange, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var item in ReadEventsAsync("/resources/stream", stop))
        {
            switch (item.EventType)
            {
                case "snapshot" when JsonSerializer.Deserialize(item.Data, FeedJson.Default.ResourceArray) is { } all:
                    yield return all;
                    break;
                case "change" when JsonSerializer.Deserialize(item.Data, FeedJson.Default.Resource) is { } one:
                    onChange(one);
                    break;
            }
        }
    }

    /// <summary>Follows the console output of a resource until the feed ends the stream: the backlog first.</summary>
    /// <exception cref="HttpRequestException">The feed does not answer, or refuses; the message is a sentence.</exception>
    public async IAsyncEnumerable<ConsoleLine> FollowLogAsync(string resource, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var item in ReadEventsAsync($"/resources/{Uri.EscapeDataString(resource)}/logs/stream", stop))
        {
            if (item.EventType == "line" && JsonSerializer.Deserialize(item.Data, FeedJson.Default.ConsoleLine) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>The environment that a resource was last started with, by name; asked for when it is looked at, and not kept.</summary>
    /// <exception cref="HttpRequestException">The feed does not answer, or refuses; the message is a sentence.</exception>
    public async Task<IReadOnlyList<EnvironmentVariable>> ReadEnvironmentAsync(string resource, CancellationToken stop)
    {
        if (_http is null)
        {
            return [];
        }

        using var response = await _http.GetAsync($"/resources/{Uri.EscapeDataString(resource)}/environment", stop);
        EnsureAccepted(response);
        return await response.Content.ReadFromJsonAsync(FeedJson.Default.EnvironmentVariableArray, stop) ?? [];
    }

    /// <summary>Runs a command and waits for what comes of it.</summary>
    public async Task<CommandOutcome> RunAsync(string resource, string command, CancellationToken stop)
    {
        if (_http is null)
        {
            return new CommandOutcome { Message = "The dashboard stands alone: there is no application host that could run the command." };
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_longestCommand);
        try
        {
            var address = $"/resources/{Uri.EscapeDataString(resource)}/commands/{Uri.EscapeDataString(command)}";
            using var response = await _http.PostAsync(address, content: null, patience.Token);
            EnsureAccepted(response);
            return await response.Content.ReadFromJsonAsync(FeedJson.Default.CommandOutcome, patience.Token) ?? new CommandOutcome();
        }
        catch (HttpRequestException failed)
        {
            return new CommandOutcome { Message = failed.StatusCode is null ? "The application host does not answer." : failed.Message };
        }
        catch (IOException)
        {
            return new CommandOutcome { Message = "The connection to the application host broke off; the command may still be running." };
        }
        catch (JsonException)
        {
            return new CommandOutcome { Message = "The application host answered with something other than a command's result." };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new CommandOutcome { Message = $"The command has not ended within {_longestCommand.TotalMinutes:0} minutes; it may still be running." };
        }
    }

    public void Dispose() => _http?.Dispose();

    private async IAsyncEnumerable<SseItem<string>> ReadEventsAsync(string address, [EnumeratorCancellation] CancellationToken stop)
    {
        var http = _http ?? throw new InvalidOperationException($"There is no feed to read: {SettingNames.Feed} is not set.");
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
        EnsureAccepted(response);
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop))
        {
            yield return item;
        }
    }

    private static void EnsureAccepted(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var reason = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "The application host refuses the dashboard's key: start the dashboard through the application host, "
                + "or set DASHBOARD__RESOURCESERVICECLIENT__APIKEY to the key of that host.",
            HttpStatusCode.NotFound => "The application host does not know this resource or command.",
            var other => $"The application host answered with status {(int)other}.",
        };
        throw new HttpRequestException(reason, inner: null, response.StatusCode);
    }
}
