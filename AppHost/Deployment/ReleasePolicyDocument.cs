using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The release policy of the message key: the one that Microsoft's demo sets, for one authority and one measurement.</summary>
internal static class ReleasePolicyDocument
{
    public static string Create(string authority, string measurement) => new JsonObject
    {
        ["version"] = "1.0.0",
        ["anyOf"] = new JsonArray(new JsonObject
        {
            ["authority"] = authority,
            ["allOf"] = new JsonArray(
                Condition("x-ms-attestation-type", "sevsnpvm"),
                Condition("x-ms-sevsnpvm-hostdata", measurement),
                Condition("x-ms-compliance-status", "azure-signed-katacc-uvm"),
                Condition("x-ms-sevsnpvm-is-debuggable", "false"),
                Condition("x-ms-sevsnpvm-vmpl", "0")),
        }),
    }.ToJsonString();

    private static JsonObject Condition(string claim, string value) => new() { ["claim"] = claim, ["equals"] = value };
}
