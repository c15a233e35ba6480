using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace CcDemo.Producer.Tests;

/// <summary>Keys as their owners publish them.</summary>
internal static class TestKeys
{
    /// <summary>A JSON Web Key with more members of its own.</summary>
    public static JsonObject Jwk(RSA key, string? kid, params (string Name, JsonNode? Value)[] more)
    {
        var jwk = JsonNode.Parse(CcDemo.Attestation.Jwk.FromRsa(key).ToJson())!.AsObject();
        foreach (var (name, value) in more.Prepend(("kid", kid)))
        {
            jwk[name] = value;
        }

        return jwk;
    }

    /// <summary>A set of keys.</summary>
    public static string Set(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) }.ToJsonString();
}
