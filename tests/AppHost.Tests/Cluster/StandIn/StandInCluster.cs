using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost.Tests;

/// <summary>
/// Stands for a cluster's API: keeps objects, applies on the server's side with field owners, lists, watches, deletes, and
/// passes on to services. It records every request and can answer wrongly where a test wants it to.
/// </summary>
internal sealed class StandInCluster : IAsyncDisposable
{
    /// <summary>The bearer token that the kubeconfig carries.</summary>
    public const string Token = "a-token-of-the-stand-in";

    private static readonly (string ApiVersion, string Kind, string Plural, bool IsNamespaced)[] _kinds =
    [
        ("v1", "Namespace", "namespaces", false),
        ("v1", "ServiceAccount", "serviceaccounts", true),
        ("v1", "ConfigMap", "configmaps", true),
        ("v1", "Secret", "secrets", true),
        ("v1", "Service", "services", true),
        ("v1", "Pod", "pods", true),
        ("v1", "Event", "events", true),
        ("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
        ("v1", "Node", "nodes", false),
        ("apps/v1", "Deployment", "deployments", true),
        ("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true),
        ("node.k8s.io/v1", "RuntimeClass", "runtimeclasses", false),
        ("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false),
        ("kafka.strimzi.io/v1", "Kafka", "kafkas", true),
        ("kafka.strimzi.io/v1", "KafkaNodePool", "kafkanodepools", true),
        ("kafka.strimzi.io/v1", "KafkaTopic", "kafkatopics", true),
    ];

    private readonly Lock _lock = new();
    private readonly WebApplication _app;
    private readonly SortedDictionary<string, AppliedFields> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Type, string Path, JsonObject Object)> _history = [];
    private readonly List<(Fault Fault, int[] Left)> _faults = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-cluster-");
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _oldest;

    private StandInCluster(WebApplication app) => _app = app;

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<RecordedRequest> Requests { get; } = [];

    /// <summary>Groups that are not installed.</summary>
    public HashSet<string> MissingGroups { get; } = [];

    /// <summary>What the controllers of the cluster do with an object that was written.</summary>
    public Action<StandInCluster, JsonObject> Controllers { get; set; } = (_, _) => { };

    /// <summary>The services behind the proxy, by <c>NAMESPACE/NAME:PORT</c>: what they answer to a path.</summary>
    public Dictionary<string, Func<string, IHeaderDictionary, (HttpStatusCode Status, string Body)>> Services { get; } = [];

    /// <summary>Objects that stay when they are deleted, by path: somebody's finalizer holds them.</summary>
    public HashSet<string> Held { get; } = [];

    public string Address => _app.Urls.First();

    public string KubeConfig => Path.Combine(_folder.FullName, "kubeconfig");

    public IEnumerable<RecordedRequest> Writes => Requests.Where(request => request.IsWrite);

    public static async Task<StandInCluster> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var cluster = new StandInCluster(app);
        app.Run(cluster.AnswerAsync);
        await app.StartAsync();
        await File.WriteAllTextAsync(cluster.KubeConfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: stand-in
            contexts:
              - name: stand-in
                context: { cluster: stand-in, user: tester }
              - name: another
                context: { cluster: stand-in, user: tester }
            clusters:
              - name: stand-in
                cluster: { server: '{{cluster.Address}}' }
            users:
              - name: tester
                user: { token: '{{Token}}' }
            """);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Answers wrongly from now on.</summary>
    public void Break(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add((fault, [fault.Times]));
        }
    }

    /// <summary>What is at a path, or null.</summary>
    public JsonObject? Find(string path)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(path, out var fields) ? fields.ToJson() : null;
        }
    }

    /// <summary>Writes an object, or fields of it, as somebody else than the one that is tested.</summary>
    public void Put(string path, JsonObject content, string owner = "the cluster")
    {
        lock (_lock)
        {
            Store(path, (_objects.TryGetValue(path, out var fields) ? fields : AppliedFields.Empty).Set(content, owner));
        }
    }

    /// <summary>Takes an object away.</summary>
    public void Remove(string path)
    {
        lock (_lock)
        {
            if (_objects.Remove(path, out var fields))
            {
                Note("DELETED", path, fields.ToJson());
            }
        }
    }

    /// <summary>Forgets what happened so far: who watches from before is told 410 Gone.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _oldest = ++_version;
            Note("BOOKMARK", "", []);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var request = new RecordedRequest(
            http.Request.Method,
            http.Request.Path.Value!,
            http.Request.QueryString.Value ?? "",
            http.Request.ContentType,
            await reader.ReadToEndAsync(),
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        Requests.Enqueue(request);

        if (Strike(request) is { } fault)
        {
            await Task.Delay(fault.Delay, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            if (fault.RetryAfter is { } wait)
            {
                http.Response.Headers.RetryAfter = wait;
            }

            if (fault.Status is { } status)
            {
                await RefuseAsync(http, status, "AsTheTestWants", fault.Message);
                return;
            }
        }

        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await RefuseAsync(http, HttpStatusCode.Unauthorized, "Unauthorized", "Unauthorized");
            return;
        }

        await RouteAsync(http, request);
    }

    private Fault? Strike(RecordedRequest request)
    {
        lock (_lock)
        {
            var (fault, left) = _faults.FirstOrDefault(entry => entry.Left[0] > 0 && entry.Fault.For(request));

            if (left is not null)
            {
                left[0]--;
            }

            return fault;
        }
    }

    private async Task RouteAsync(HttpContext http, RecordedRequest request)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

        switch (parts)
        {
            case ["apis"]:
                await WriteAsync(http, new JsonObject
                {
                    ["kind"] = "APIGroupList",
                    ["groups"] = new JsonArray([.. Versions().Where(version => version != "v1").Select(version => new JsonObject { ["preferredVersion"] = new JsonObject { ["groupVersion"] = version } })]),
                });
                return;
            case ["version"]:
                await WriteAsync(http, new JsonObject { ["gitVersion"] = "v1.32.6" });
                return;
            case ["apis", var group]:
                await DescribeGroupAsync(http, group);
                return;
            case ["api", var version]:
                await DiscoverAsync(http, version);
                return;
            case ["apis", var group, var version]:
                await DiscoverAsync(http, $"{group}/{version}");
                return;
            case ["api", "v1", "namespaces", var ns, "services", var service, "proxy", .. var rest]:
                await ProxyAsync(http, $"{ns}/{service[(service.IndexOf(':', StringComparison.Ordinal) + 1)..]}", string.Join('/', rest));
                return;
        }

        var (apiVersion, tail) = parts[0] == "api" ? (parts[1], parts[2..]) : ($"{parts[1]}/{parts[2]}", parts[3..]);
        (string? Namespace, string Plural, string? Name) target = tail switch
        {
            ["namespaces", var ns, var plural] => (ns, plural, null),
            ["namespaces", var ns, var plural, var name] => (ns, plural, name),
            [var plural, var name] => (null, plural, name),
            _ => (null, tail[0], null),
        };

        if (!_kinds.Any(kind => kind.ApiVersion == apiVersion && kind.Plural == target.Plural))
        {
            await RefuseAsync(http, HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");
            return;
        }

        if (http.Request.Query["watch"] == "1")
        {
            await WatchAsync(http, request.Path);
            return;
        }

        await (request.Method switch
        {
            "GET" when target.Name is null => ListAsync(http, request.Path),
            "GET" => GetAsync(http, request.Path, target.Name),
            "PATCH" => ApplyAsync(http, request, target.Namespace),
            "POST" => CreateAsync(http, request, target.Namespace),
            "DELETE" => DeleteAsync(http, request.Path),
            _ => RefuseAsync(http, HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "no such verb"),
        });
    }

    private IEnumerable<string> Versions() => _kinds.Select(kind => kind.ApiVersion).Distinct().Where(version => !MissingGroups.Contains(version.Split('/')[0]));

    private Task DescribeGroupAsync(HttpContext http, string group)
    {
        JsonNode[] versions = [.. Versions().Where(version => version.StartsWith($"{group}/", StringComparison.Ordinal)).Select(version => new JsonObject { ["groupVersion"] = version })];
        return versions.Length > 0
            ? WriteAsync(http, new JsonObject { ["kind"] = "APIGroup", ["name"] = group, ["versions"] = new JsonArray(versions) })
            : RefuseAsync(http, HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");
    }

    private Task DiscoverAsync(HttpContext http, string apiVersion) => Versions().Contains(apiVersion)
        ? WriteAsync(http, new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["groupVersion"] = apiVersion,
            ["resources"] = new JsonArray(
            [
                .. _kinds.Where(kind => kind.ApiVersion == apiVersion).Select(kind => new JsonObject
                {
                    ["name"] = kind.Plural,
                    ["kind"] = kind.Kind,
                    ["namespaced"] = kind.IsNamespaced,
                    ["verbs"] = new JsonArray("get", "list", "watch", "create", "patch", "delete"),
                }),
                new JsonObject { ["name"] = "deployments/scale", ["kind"] = "Scale", ["namespaced"] = true, ["verbs"] = new JsonArray("get") },
            ]),
        })
        : RefuseAsync(http, HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");

    private Task ProxyAsync(HttpContext http, string service, string path)
    {
        if (!Services.TryGetValue(service, out var answer))
        {
            return RefuseAsync(http, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", $"no endpoints available for service \"{service}\"");
        }

        var (status, body) = answer(path, http.Request.Headers);
        http.Response.StatusCode = (int)status;
        return http.Response.WriteAsync(body);
    }

    private Task GetAsync(HttpContext http, string path, string name) => Find(path) is { } found
        ? WriteAsync(http, found)
        : RefuseAsync(http, HttpStatusCode.NotFound, "NotFound", $"\"{name}\" not found");

    private Task ListAsync(HttpContext http, string path)
    {
        JsonObject list;

        lock (_lock)
        {
            list = new JsonObject
            {
                ["kind"] = "List",
                ["metadata"] = new JsonObject { ["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture) },
                ["items"] = new JsonArray([.. Selected(http, _objects.Where(entry => IsIn(entry.Key, path)).Select(entry => entry.Value.ToJson()))]),
            };
        }

        return WriteAsync(http, list);
    }

    private async Task WatchAsync(HttpContext http, string path)
    {
        var from = long.Parse(http.Request.Query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json";

        if (from < _oldest)
        {
            await SendEventAsync(http, "ERROR", Status(HttpStatusCode.Gone, "Expired", "too old resource version"));
            return;
        }

        await SendEventAsync(http, "BOOKMARK", new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = http.Request.Query["resourceVersion"].ToString() } });

        while (!http.RequestAborted.IsCancellationRequested)
        {
            List<(long Version, string Type, string Path, JsonObject Object)> news;
            Task next;

            lock (_lock)
            {
                if (from < _oldest)
                {
                    // As a server does: the answer ends, and the next one is refused.
                    return;
                }

                news = [.. _history.Where(change => change.Version > from && IsIn(change.Path, path))];
                from = _version;
                next = _changed.Task;
            }

            foreach (var change in news.Where(change => Selected(http, [change.Object]).Any()))
            {
                await SendEventAsync(http, change.Type, change.Object);
            }

            await next.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendEventAsync(HttpContext http, string type, JsonObject content)
    {
        await http.Response.WriteAsync(new JsonObject { ["type"] = type, ["object"] = content.DeepClone() }.ToJsonString() + "\n");
        await http.Response.Body.FlushAsync();
    }

    private async Task ApplyAsync(HttpContext http, RecordedRequest request, string? ns)
    {
        if (request.ContentType != "application/apply-patch+yaml" || http.Request.Query["fieldManager"].ToString() is not { Length: > 0 } manager)
        {
            await RefuseAsync(http, HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", "the body of the request was in an unknown format");
            return;
        }

        var content = (JsonObject)JsonNode.Parse(request.Body)!;
        (HttpStatusCode Status, JsonObject Answer) outcome;

        lock (_lock)
        {
            outcome = Apply(http, request.Path, ns, content, manager);
        }

        await WriteAsync(http, outcome.Answer, outcome.Status);
    }

    private (HttpStatusCode Status, JsonObject Answer) Apply(HttpContext http, string path, string? ns, JsonObject content, string manager)
    {
        if (ns is not null && !_objects.ContainsKey($"/api/v1/namespaces/{ns}"))
        {
            return (HttpStatusCode.NotFound, Status(HttpStatusCode.NotFound, "NotFound", $"namespaces \"{ns}\" not found"));
        }

        if (http.Request.Query["fieldValidation"] == "Strict" && content["spec"]?["misspelt"] is not null)
        {
            return (HttpStatusCode.BadRequest, Status(HttpStatusCode.BadRequest, "BadRequest", "strict decoding error: unknown field \"spec.misspelt\""));
        }

        var exists = _objects.TryGetValue(path, out var present);
        var conflicts = exists && http.Request.Query["force"] != "true" ? present!.Conflicts(content, manager) : [];

        if (conflicts.Count > 0)
        {
            var status = Status(HttpStatusCode.Conflict, "Conflict", $"Apply failed with {conflicts.Count} conflicts");
            status["details"] = new JsonObject
            {
                ["causes"] = new JsonArray([.. conflicts.Select(conflict => new JsonObject
                {
                    ["reason"] = "FieldManagerConflict",
                    ["field"] = conflict.Field,
                    ["message"] = $"conflict with \"{conflict.Owner}\" using v1",
                })]),
            };
            return (HttpStatusCode.Conflict, status);
        }

        var applied = (present ?? AppliedFields.Empty).Apply(content, manager);

        if (http.Request.Query["dryRun"] != "All")
        {
            Store(path, applied);
            Controllers(this, applied.ToJson());
        }

        return (exists ? HttpStatusCode.OK : HttpStatusCode.Created, applied.ToJson());
    }

    private async Task CreateAsync(HttpContext http, RecordedRequest request, string? ns)
    {
        var content = (JsonObject)JsonNode.Parse(request.Body)!;
        var path = $"{request.Path}/{content["metadata"]!["name"]}";
        bool exists;

        lock (_lock)
        {
            exists = _objects.ContainsKey(path) || (ns is not null && !_objects.ContainsKey($"/api/v1/namespaces/{ns}"));

            if (!exists && http.Request.Query["dryRun"] != "All")
            {
                Store(path, AppliedFields.Empty.Set(content, http.Request.Query["fieldManager"].ToString()));
            }
        }

        await (exists ? RefuseAsync(http, HttpStatusCode.Conflict, "AlreadyExists", "already exists") : WriteAsync(http, content, HttpStatusCode.Created));
    }

    private async Task DeleteAsync(HttpContext http, string path)
    {
        if (Find(path) is not { } found)
        {
            await RefuseAsync(http, HttpStatusCode.NotFound, "NotFound", "not found");
            return;
        }

        if (!Held.Contains(path))
        {
            Remove(path);

            if (found["kind"]?.ToString() == "Namespace")
            {
                foreach (var inner in _objects.Keys.Where(key => key.Contains($"/namespaces/{found["metadata"]!["name"]}/", StringComparison.Ordinal)).ToList())
                {
                    Remove(inner);
                }
            }
        }

        await WriteAsync(http, found);
    }

    private void Store(string path, AppliedFields fields)
    {
        var isNew = !_objects.ContainsKey(path);
        _objects[path] = fields.Set(
            new JsonObject { ["metadata"] = new JsonObject { ["uid"] = $"uid-of-{path}", ["managedFields"] = new JsonArray(Guid.NewGuid().ToString()) } }, "the cluster");
        Note(isNew ? "ADDED" : "MODIFIED", path, _objects[path].ToJson());
    }

    private void Note(string type, string path, JsonObject content)
    {
        _version++;

        if (content["metadata"] is JsonObject metadata)
        {
            metadata["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
        }

        _history.Add((_version, type, path, content));
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private static bool IsIn(string path, string collection)
        => path.StartsWith($"{collection}/", StringComparison.Ordinal) && !path[(collection.Length + 1)..].Contains('/', StringComparison.Ordinal);

    private static IEnumerable<JsonObject> Selected(HttpContext http, IEnumerable<JsonObject> objects)
    {
        var labels = Pairs(http.Request.Query["labelSelector"].ToString());
        var fields = Pairs(http.Request.Query["fieldSelector"].ToString());
        return objects.Where(item =>
            labels.All(label => item["metadata"]?["labels"]?[label.Name]?.ToString() == label.Value)
            && fields.All(field => field.Name.Split('.').Aggregate((JsonNode?)item, (node, name) => node?[name])?.ToString() == field.Value));
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string selector)
        => selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => (part[0], part[1]));

    private static Task RefuseAsync(HttpContext http, HttpStatusCode status, string reason, string message)
        => WriteAsync(http, Status(status, reason, message), status);

    private static JsonObject Status(HttpStatusCode status, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = (int)status,
    };

    private static async Task WriteAsync(HttpContext http, JsonObject content, HttpStatusCode status = HttpStatusCode.OK)
    {
        http.Response.StatusCode = (int)status;
        http.Response.ContentType = "application/json";
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }
}
