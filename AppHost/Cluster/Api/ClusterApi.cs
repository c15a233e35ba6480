using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Polly;
using Polly.Timeout;

namespace CcDemo.AppHost;

/// <summary>
/// The API of one cluster, for objects of any kind by their path: get, list, watch, server-side apply, create, delete, and
/// the proxy to services. Calls that fail in passing are repeated; what is refused is a <see cref="ClusterException"/>.
/// </summary>
internal sealed class ClusterApi : IDisposable
{
    /// <summary>Who the fields that are applied belong to.</summary>
    public const string FieldManager = "ccdemo";

    private const string ApplyContentType = "application/apply-patch+yaml";
    private static readonly TimeSpan _defaultTimeLimit = TimeSpan.FromSeconds(30);

    private readonly Kubernetes _client;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeLimit;

    /// <param name="client">The connection; it is disposed with this.</param>
    /// <param name="context">The kubeconfig context, for messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Told when a call is repeated.</param>
    /// <param name="attemptTimeout">How long one attempt may take; null is 30 s.</param>
    public ClusterApi(Kubernetes client, string context, TimeProvider time, Action<string> notice, TimeSpan? attemptTimeout = null)
    {
        _client = client;
        _retries = ClusterRetries.Create(time, notice);
        _time = time;
        _timeLimit = attemptTimeout ?? _defaultTimeLimit;
        Context = context;
        Discovery = new ApiDiscovery(this);
    }

    /// <summary>The kubeconfig context.</summary>
    public string Context { get; }

    /// <summary>The cluster's address.</summary>
    public Uri Address => _client.BaseUri;

    /// <summary>The kinds that it serves.</summary>
    public ApiDiscovery Discovery { get; }

    public void Dispose() => _client.Dispose();

    /// <summary>What is at a path.</summary>
    public async Task<JsonNode> GetAsync(string path, string action, CancellationToken ct)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Absolute(path)), action, ct);
        return await ReadAsync(response, action, ct);
    }

    /// <summary>What is at a path, or null when there is nothing.</summary>
    public async Task<JsonNode?> FindAsync(string path, string action, CancellationToken ct)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Absolute(path)), action, ct);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, action, ct);
    }

    /// <summary>An object, or null when there is none.</summary>
    public async Task<JsonObject?> FindObjectAsync(ApiResource resource, string? ns, string name, CancellationToken ct)
        => (JsonObject?)await FindAsync(resource.ObjectPath(ns, name), $"read {resource.Kind} {name}", ct);

    /// <summary>The objects of a kind; none when the cluster no longer serves the kind.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="labels">A label selector; empty for all.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<IReadOnlyList<ClusterObject>> ListAsync(ApiResource resource, string ns, string labels, CancellationToken ct)
    {
        var query = labels.Length > 0 ? $"?labelSelector={Uri.EscapeDataString(labels)}" : "";
        var list = await FindAsync(resource.CollectionPath(ns) + query, $"list {resource.FullName}", ct);
        return [.. list.Items("items").OfType<JsonObject>().Select(item => AsObject(item, resource))];
    }

    /// <summary>Applies an object on the server's side: it is created, or the fields that it names are set.</summary>
    /// <param name="resource">Its kind.</param>
    /// <param name="content">The object.</param>
    /// <param name="dryRun">Whether the cluster only says what the outcome would be.</param>
    /// <param name="force">Whether fields of other managers are taken over.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The object as it is, or would be, afterwards.</returns>
    public async Task<JsonObject> ApplyAsync(ApiResource resource, ClusterObject content, bool dryRun, bool force, CancellationToken ct)
    {
        var path = $"{resource.ObjectPath(content.Namespace, content.Name)}?fieldManager={FieldManager}&fieldValidation=Strict&force={(force ? "true" : "false")}{DryRun(dryRun)}";
        var action = $"apply {content}";
        using var response = await SendAsync(() => WithBody(HttpMethod.Patch, path, content.Content, ApplyContentType), action, ct);
        return (JsonObject)await ReadAsync(response, action, ct);
    }

    /// <summary>Creates an object.</summary>
    /// <returns>False when there is one of that name already.</returns>
    public async Task<bool> TryCreateAsync(ApiResource resource, ClusterObject content, bool dryRun, CancellationToken ct)
    {
        var path = $"{resource.CollectionPath(content.Namespace)}?fieldManager={FieldManager}&fieldValidation=Strict{DryRun(dryRun)}";
        var action = $"create {content}";
        using var response = await SendAsync(() => WithBody(HttpMethod.Post, path, content.Content, "application/json"), action, ct);

        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }

        await ReadAsync(response, action, ct);
        return true;
    }

    /// <summary>Deletes an object and waits for nothing: what belongs to it goes first, then the object itself.</summary>
    public async Task DeleteAsync(ApiResource resource, string? ns, string name, CancellationToken ct)
    {
        var action = $"delete {resource.Kind} {name}";
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = "Foreground" };
        using var response = await SendAsync(
            () => WithBody(HttpMethod.Delete, resource.ObjectPath(ns, name), options, "application/json"), action, ct);

        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await ReadAsync(response, action, ct);
        }
    }

    /// <summary>What changes from a version on, line by line, until the cluster ends the answer.</summary>
    /// <returns>The events: <c>type</c> and <c>object</c>.</returns>
    /// <exception cref="ClusterException">It is refused; status 410 when the version is too old.</exception>
    public async IAsyncEnumerable<JsonNode> WatchAsync(string path, string action, [EnumeratorCancellation] CancellationToken ct)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Absolute(path)), action, ct, HttpCompletionOption.ResponseHeadersRead);

        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, action, ct);
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct), Encoding.UTF8);

        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0)
            {
                yield return JsonNode.Parse(line) ?? throw new JsonException("An event of a watch is null.");
            }
        }
    }

    /// <summary>Asks a service of the cluster through the API; nothing is repeated.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="service">The service and its port, <c>http:NAME:PORT</c>.</param>
    /// <param name="path">The path at the service, without a leading slash.</param>
    /// <param name="headers">Headers for the service.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<HttpResponseMessage> AskServiceAsync(
        string ns, string service, string path, IReadOnlyDictionary<string, string> headers, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Absolute($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/services/{service}/proxy/{path}"));

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        await AuthenticateAsync(request, ct);
        return await _client.HttpClient.SendAsync(request, ct);
    }

    /// <summary>An item of a list, which lacks the kind.</summary>
    public static ClusterObject AsObject(JsonObject item, ApiResource resource)
    {
        var content = (JsonObject)item.DeepClone();
        content["apiVersion"] = resource.ApiVersion;
        content["kind"] = resource.Kind;
        return new ClusterObject(content);
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> create, string action, CancellationToken ct, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await AttemptAsync(create, completion, token), ct);
        }
        catch (HttpRequestException e)
        {
            throw new ClusterException($"Cannot {action}: the cluster at {Address} (context '{Context}') cannot be reached: {Innermost(e)}", e);
        }
        catch (TimeoutRejectedException e)
        {
            throw new ClusterException($"Cannot {action}: the cluster at {Address} (context '{Context}') does not answer in time, again and again.", e);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_timeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var request = create();

        try
        {
            await AuthenticateAsync(request, either.Token);
            return await _client.HttpClient.SendAsync(request, completion, either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("The cluster did not answer in time.", e);
        }
    }

    private async Task AuthenticateAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }
    }

    private async Task<JsonNode> ReadAsync(HttpResponseMessage response, string action, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, action, ct);
        }

        try
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ClusterException($"Cannot {action}: what {Address} answers is no JSON, so it is no Kubernetes API: {e.Message}", e);
        }
    }

    private async Task<ClusterException> RefusalAsync(HttpResponseMessage response, string action, CancellationToken ct)
        => ClusterRefusal.Of(action, response.StatusCode, await response.Content.ReadAsStringAsync(ct), Context);

    private HttpRequestMessage WithBody(HttpMethod method, string path, JsonObject body, string contentType) => new(method, Absolute(path))
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
    };

    private Uri Absolute(string path) => new(Address.AbsoluteUri.TrimEnd('/') + path);

    private static string DryRun(bool dryRun) => dryRun ? "&dryRun=All" : "";

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
