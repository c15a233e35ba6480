using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>A deployed consumer: asked at its own address where it has one that answers, else through the cluster's API.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="http">For its own address.</param>
/// <param name="ns">The namespace.</param>
/// <param name="service">Its Service.</param>
/// <param name="token">The browser token; null when it is asked without one.</param>
/// <param name="notice">Told when its own address does not answer.</param>
internal sealed class DeployedConsumer(ClusterApi cluster, HttpClient http, string ns, ClusterObject service, string? token, Action<string> notice)
{
    private const string TokenHeader = "X-CcDemo-Token";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> _headers = token is null ? [] : new() { [TokenHeader] = token };
    private Uri? _address = PageAddress.Of(service.Content);

    /// <summary>The messages that it shows.</summary>
    public async Task<Answer<IReadOnlyList<ShownMessage>>> MessagesAsync(CancellationToken ct)
        => await AskAsync<IReadOnlyList<ShownMessage>>("api/messages", ct);

    /// <summary>How it stands with its key.</summary>
    public async Task<Answer<AttestationRecord>> AttestationAsync(CancellationToken ct)
        => await AskAsync<AttestationRecord>("api/attestation", ct);

    private async Task<Answer<T>> AskAsync<T>(string path, CancellationToken ct)
        where T : class
    {
        try
        {
            using var response = await SendAsync(path, ct);

            if (!response.IsSuccessStatusCode)
            {
                return new Answer<T>(null, Explain(response.StatusCode, await response.Content.ReadAsStringAsync(ct)));
            }

            return await JsonSerializer.DeserializeAsync<T>(await response.Content.ReadAsStreamAsync(ct), _json, ct) is { } value
                ? new Answer<T>(value, null)
                : new Answer<T>(null, $"{service.Name} answered nothing at /{path}.");
        }
        catch (JsonException)
        {
            return new Answer<T>(null, $"What answers as {service.Name} at /{path} is no consumer of CcDemo.");
        }
        catch (HttpRequestException e)
        {
            return new Answer<T>(null, $"{service.Name} cannot be reached: {e.Message}");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Answer<T>(null, $"{service.Name} does not answer in time.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, CancellationToken ct)
    {
        if (_address is { } address)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));

                foreach (var (name, value) in _headers)
                {
                    request.Headers.Add(name, value);
                }

                return await http.SendAsync(request, ct);
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                notice($"{service.Name} does not answer at {address} from here (source-ranges may keep this machine out); asking through the cluster's API.");
                _address = null;
            }
        }

        var port = service.Content.Items("spec", "ports").FirstOrDefault();
        return await cluster.AskServiceAsync(ns, $"http:{service.Name}:{port.Text("name") ?? port.At("port")?.ToString() ?? "80"}", path, _headers, ct);
    }

    private string Explain(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.Unauthorized when _address is not null || !IsClusters(body) =>
            $"{service.Name} does not accept the token of the Secret '{PublishedNames.BrowserTokenSecret}': it was started with another one. kubectl rollout restart deployment/{service.Name} -n {ns}.",
        HttpStatusCode.NotFound when _address is null && IsClusters(body) => $"The Service {service.Name} went away.",
        HttpStatusCode.ServiceUnavailable when _address is null =>
            $"The cluster's API reaches no pod of {service.Name}: none is ready, or a network policy keeps the API out ({Said(body)}).",
        HttpStatusCode.Forbidden when _address is null && IsClusters(body) =>
            ClusterRefusal.Of($"reach the Service {service.Name} through the API (services/proxy)", status, body, cluster.Context).Message,
        _ => $"{service.Name} answered {(int)status}{(Said(body) is { Length: > 0 } said ? $": {said}" : "")}.",
    };

    /// <summary>Whether the cluster answered in the consumer's place.</summary>
    private static bool IsClusters(string body) => Parse(body) is { } json && json.Text("kind") == "Status";

    private static string Said(string body) => Parse(body).Text("message") ?? "";

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What it answered, or why it did not.</summary>
    internal sealed record Answer<T>(T? Value, string? Problem)
        where T : class;
}
