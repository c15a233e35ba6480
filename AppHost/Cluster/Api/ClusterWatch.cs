using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>Follows the objects of a kind: all of them at first, and again after every change.</summary>
internal static class ClusterWatch
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>How long the cluster is asked to keep one answer open, in seconds; it begins anew after that.</summary>
    private const int WatchSeconds = 300;

    /// <summary>The objects now and after each change, without an end.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="resource">The kind.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="selector">A query such as <c>labelSelector=...</c>; empty for all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ClusterException">It is refused, or the cluster cannot be reached any more.</exception>
    public static async IAsyncEnumerable<IReadOnlyCollection<JsonObject>> FollowAsync(
        ClusterApi cluster, ApiResource resource, string ns, string selector, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        var path = resource.CollectionPath(ns);
        var action = $"watch {resource.FullName}";

        while (true)
        {
            var list = await cluster.GetAsync($"{path}?{selector}".TrimEnd('?'), $"list {resource.FullName}", ct);
            var objects = list.Items("items").OfType<JsonObject>().ToDictionary(item => item.Text("metadata", "name") ?? "", StringComparer.Ordinal);
            var version = list.Text("metadata", "resourceVersion") ?? "";
            yield return [.. objects.Values];

            for (var isCurrent = true; isCurrent;)
            {
                var query = $"{path}?watch=1&allowWatchBookmarks=true&timeoutSeconds={WatchSeconds}&resourceVersion={Uri.EscapeDataString(version)}{(selector.Length > 0 ? $"&{selector}" : "")}";
                await using var events = cluster.WatchAsync(query, action, ct).GetAsyncEnumerator(ct);

                while (true)
                {
                    var step = await NextAsync(events);
                    if (step.Event is not { } change)
                    {
                        isCurrent = !step.IsTooOld;
                        break;
                    }

                    var content = change.At("object") as JsonObject ?? [];
                    version = content.Text("metadata", "resourceVersion") ?? version;
                    var name = content.Text("metadata", "name") ?? "";

                    switch (change.Text("type"))
                    {
                        case "ADDED" or "MODIFIED":
                            objects[name] = content;
                            yield return [.. objects.Values];
                            break;
                        case "DELETED":
                            objects.Remove(name);
                            yield return [.. objects.Values];
                            break;
                    }
                }

                await Task.Delay(_pause, time, ct);
            }
        }
    }

    /// <summary>The next event; an end of the answer, or an interruption, is a step without one.</summary>
    private static async Task<Step> NextAsync(IAsyncEnumerator<JsonNode> events)
    {
        try
        {
            if (!await events.MoveNextAsync())
            {
                return new Step(null, IsTooOld: false);
            }

            return events.Current.Text("type") == "ERROR"
                ? new Step(null, IsTooOld: true)
                : new Step(events.Current, IsTooOld: false);
        }
        catch (ClusterException e) when (e.Status == HttpStatusCode.Gone)
        {
            return new Step(null, IsTooOld: true);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // The answer broke off; the version that was reached still holds.
            return new Step(null, IsTooOld: false);
        }
    }

    private sealed record Step(JsonNode? Event, bool IsTooOld);
}
