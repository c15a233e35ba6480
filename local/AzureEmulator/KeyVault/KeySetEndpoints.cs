using System.Diagnostics;
using System.Security.Cryptography;
using CcDemo.AzureEmulator.Json;
using Microsoft.Net.Http.Headers;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>
/// The public halves of a key's versions that can be used, as a JSON Web Key Set (RFC 7517 section 5), the newest first. Azure has no
/// such thing: this stands for whoever publishes a vault's keys to those who have no account there.
/// </summary>
internal static class KeySetEndpoints
{
    public static void MapKeySets(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/keysets/{name}", Get);

    private static IResult Get(string name, HttpRequest request, KeyStore store, KeyJson keyJson, TimeProvider time)
    {
        var key = store.Get(name);
        var now = time.GetUtcNow();
        var set = Utf8JsonObject.Write(json =>
        {
            json.WriteStartArray("keys");
            foreach (var version in key.Versions.Reverse().Where(version => version.IsUsableAt(now) && version.Material.Public.N is not null))
            {
                keyJson.WritePublished(json, key, version);
            }

            json.WriteEndArray();
        });
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(set))}\"");
        if (request.GetTypedHeaders().IfNoneMatch.Contains(tag) && Activity.Current is { } activity)
        {
            // It is asked all the time; traces are of what happened.
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return Results.Bytes(set, "application/jwk-set+json", entityTag: tag);
    }
}
