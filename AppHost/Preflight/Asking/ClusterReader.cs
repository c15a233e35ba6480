using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using k8s;
using k8s.Exceptions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;

namespace CcDemo.AppHost;

/// <summary>
/// The API of the cluster that kubectl would talk to, read only: each path once, each call once. A cluster that is busy or
/// failing is not asked again and again, as a deployment does it: that it is so is the finding.
/// </summary>
internal sealed class ClusterReader : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Answer<JsonElement>>>> _answers = new(StringComparer.Ordinal);
    private readonly Lazy<Task<Kubernetes>> _client;
    private readonly Remedy? _connect;
    private readonly TimeSpan _timeLimit;

    /// <param name="configuration">Where <c>Pipeline:KubeConfig</c> and <c>Pipeline:KubeContext</c> are.</param>
    /// <param name="connect">The command that writes the kubeconfig; null when it cannot be said.</param>
    /// <param name="timeLimit">How long a call may take.</param>
    public ClusterReader(IConfiguration configuration, Remedy? connect, TimeSpan timeLimit)
    {
        _client = new(() => OpenAsync(configuration));
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
    public Task<Answer<JsonElement>> AskAsync(string path, CancellationToken ct)
        => _answers.GetOrAdd(path, _ => new(() => ReadAsync(path, ct))).Value;

    private async Task<Answer<JsonElement>> ReadAsync(string path, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_timeLimit);

        try
        {
            return await GetAsync(await _client.Value.WaitAsync(limit.Token), path, limit.Token);
        }
        catch (DistributedApplicationException e)
        {
            return Answer<JsonElement>.None($"cannot be asked: {e.Message.TrimEnd('.')}", _connect);
        }
        catch (HttpRequestException e)
        {
            return Answer<JsonElement>.None($"the cluster cannot be reached: {Innermost(e).Message.TrimEnd('.')}", _connect);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer<JsonElement>.None($"the cluster did not answer within {_timeLimit.TotalSeconds:0.#} s");
        }
    }

    private async Task<Answer<JsonElement>> GetAsync(Kubernetes client, string path, CancellationToken ct)
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
            HttpStatusCode.NotFound => Answer<JsonElement>.Absent,
            HttpStatusCode.Unauthorized => Answer<JsonElement>.None("the cluster does not accept the kubeconfig's login (401)", _connect),
            HttpStatusCode.Forbidden => Answer<JsonElement>.None($"may not be read: the cluster forbids {path} to this account (403)"),
            HttpStatusCode.TooManyRequests => Answer<JsonElement>.None("the cluster is too busy to answer (429); ask again later"),
            var status => Answer<JsonElement>.None($"the cluster answers {(int)status}; ask again later"),
        };
    }

    private static async Task<Kubernetes> OpenAsync(IConfiguration configuration)
    {
        var file = FindFile(configuration["Pipeline:KubeConfig"]);

        try
        {
            var content = await KubernetesClientConfiguration.LoadKubeConfigAsync(file);
            var context = configuration["Pipeline:KubeContext"] is { Length: > 0 } chosen ? chosen : content.CurrentContext;
            return content.Contexts?.Any(candidate => candidate.Name == context) == true
                ? new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigObject(content, context))
                : throw new DistributedApplicationException($"the kubeconfig {file} has no context '{context}'");
        }
        catch (Exception e) when (e is KubeConfigException or KubernetesClientException or YamlException or CryptographicException
            or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new DistributedApplicationException($"the kubeconfig {file} cannot be used: {e.Message}");
        }
    }

    private static FileInfo FindFile(string? chosen)
    {
        string[] places = chosen is { Length: > 0 }
            ? [chosen]
            : Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } listed
                ? listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                : [KubernetesClientConfiguration.KubeConfigDefaultLocation];
        return places.FirstOrDefault(File.Exists) is { } place
            ? new FileInfo(place)
            : throw new DistributedApplicationException($"there is no kubeconfig at {string.Join(" or ", places)}");
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
