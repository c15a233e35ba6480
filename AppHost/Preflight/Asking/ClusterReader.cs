using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using k8s;

namespace CcDemo.AppHost;

/// <summary>
/// The API of the cluster that kubectl would talk to, read only: each path once, each call once. A cluster that is busy or
/// failing is not asked again and again, as a deployment does it: that it is so is the finding.
/// </summary>
internal sealed class ClusterReader : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Answer<JsonNode>>>> _answers = new(StringComparer.Ordinal);
    private readonly Lazy<Task<Kubernetes>> _client;
    private readonly Remedy? _connect;
    private readonly TimeSpan _timeLimit;

    /// <param name="options">The kubeconfig and the context in it.</param>
    /// <param name="connect">The command that writes the kubeconfig; null when it cannot be said.</param>
    /// <param name="timeLimit">How long a call may take.</param>
    public ClusterReader(ClusterOptions options, Remedy? connect, TimeSpan timeLimit)
    {
        _client = new(() => ClusterConnection.ConnectAsync(options));
        _connect = connect;
        _timeLimit = timeLimit;
    }

    public void Dispose()
    {
        if (_client is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _client.Value.Result.Dispose();
        }
    }

    /// <summary>What is at a path of the API, such as <c>/version</c>.</summary>
    public Task<Answer<JsonNode>> AskAsync(string path, CancellationToken ct)
        => _answers.GetOrAdd(path, _ => new(() => ReadAsync(path, ct))).Value;

    private async Task<Answer<JsonNode>> ReadAsync(string path, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_timeLimit);

        try
        {
            return await GetAsync(await _client.Value.WaitAsync(limit.Token), path, limit.Token);
        }
        catch (DistributedApplicationException e)
        {
            return Answer<JsonNode>.None($"cannot be asked: {e.Message.TrimEnd('.')}", _connect);
        }
        catch (HttpRequestException e)
        {
            return Answer<JsonNode>.None($"the cluster cannot be reached: {Innermost(e).Message.TrimEnd('.')}", _connect);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer<JsonNode>.None($"the cluster did not answer within {_timeLimit.TotalSeconds:0.#} s");
        }
    }

    private async Task<Answer<JsonNode>> GetAsync(Kubernetes client, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, path));

        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }

        using var response = await client.HttpClient.SendAsync(request, ct);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => ProgramWords.Json("the cluster", await response.Content.ReadAsStringAsync(ct)),
            HttpStatusCode.NotFound => Answer<JsonNode>.Absent,
            HttpStatusCode.Unauthorized => Answer<JsonNode>.None("the cluster does not accept the kubeconfig's login (401)", _connect),
            HttpStatusCode.Forbidden => Answer<JsonNode>.None($"may not be read: the cluster forbids {path} to this account (403)"),
            HttpStatusCode.TooManyRequests => Answer<JsonNode>.None("the cluster is too busy to answer (429); ask again later"),
            var status => Answer<JsonNode>.None($"the cluster answers {(int)status}; ask again later"),
        };
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
