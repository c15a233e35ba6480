using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The secret that lets readers of the consumer's page in: made once, at random, and kept.</summary>
internal static class BrowserTokenSecret
{
    private const int TokenBytes = 32;

    /// <summary>The token that is there, or null.</summary>
    /// <exception cref="DistributedApplicationException">There is a secret of that name without a token.</exception>
    public static async Task<string?> FindAsync(ClusterApi cluster, string ns, CancellationToken ct)
    {
        var resource = await cluster.Discovery.GetAsync("v1", "Secret", ct);

        if (await cluster.FindObjectAsync(resource, ns, PublishedNames.BrowserTokenSecret, ct) is not { } secret)
        {
            return null;
        }

        return Decode(secret.Text("data", PublishedNames.BrowserTokenKey)) is { Length: > 0 } token
            ? token
            : throw new DistributedApplicationException(
                $"The Secret '{PublishedNames.BrowserTokenSecret}' in the namespace '{ns}' has no text under '{PublishedNames.BrowserTokenKey}': delete it (kubectl delete secret {PublishedNames.BrowserTokenSecret} -n {ns}), and deploy makes another.");
    }

    /// <summary>The token that is there, or a new one.</summary>
    public static async Task<string> EnsureAsync(ClusterApi cluster, string ns, CancellationToken ct)
    {
        if (await FindAsync(cluster, ns, ct) is { } token)
        {
            return token;
        }

        var resource = await cluster.Discovery.GetAsync("v1", "Secret", ct);
        await cluster.TryCreateAsync(resource, Create(ns, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes))), dryRun: false, ct);

        // Whoever was first: a creation that was repeated after a lost answer, and another deployment, meet here.
        return await FindAsync(cluster, ns, ct)
            ?? throw new DistributedApplicationException($"The Secret '{PublishedNames.BrowserTokenSecret}' went as soon as it was made: somebody else deletes it.");
    }

    private static ClusterObject Create(string ns, string token) => new(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = PublishedNames.BrowserTokenSecret,
            ["namespace"] = ns,
            ["labels"] = new JsonObject(Labels.Application.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value))),
        },
        ["type"] = "Opaque",
        ["immutable"] = true,
        ["data"] = new JsonObject { [PublishedNames.BrowserTokenKey] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token)) },
    });

    private static string? Decode(string? base64)
    {
        try
        {
            return base64 is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(base64)).Trim();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
