using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The release policy of the message key: the one that Microsoft's demo sets, for one authority and one measurement.</summary>
internal static class ReleasePolicyDocument
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The policy of a pod on AKS's confidential pool, as one line: what a local run sets.</summary>
    public static string Create(string authority, string measurement) => Create(authority, measurement, DeploymentProfile.AksKataCc);

    /// <summary>The policy as one line, as the vault is given it.</summary>
    /// <param name="authority">The attestation provider's address, <c>https://HOST</c>.</param>
    /// <param name="measurement">The host data of the pod, 64 lower-case hex digits.</param>
    /// <param name="profile">Where the pod runs: it decides the compliance status that attestation finds there.</param>
    public static string Create(string authority, string measurement, DeploymentProfile profile)
        => Build(authority, measurement, profile).ToJsonString();

    /// <summary>The same policy as a file that a person reads: indented, the same bytes for the same values.</summary>
    public static string CreateFile(string authority, string measurement, DeploymentProfile profile)
        => Build(authority, measurement, profile).ToJsonString(_readable) + "\n";

    /// <summary>What attestation says that a guest of this profile complies with; null where it says nothing.</summary>
    public static string? ComplianceStatus(DeploymentProfile profile) => profile switch
    {
        DeploymentProfile.AksKataCc => "azure-signed-katacc-uvm",
        DeploymentProfile.AciVirtualNodes => "azure-compliant-uvm",
        _ => null,
    };

    private static JsonObject Build(string authority, string measurement, DeploymentProfile profile)
    {
        var conditions = new JsonArray(
            Condition("x-ms-attestation-type", "sevsnpvm"),
            Condition("x-ms-sevsnpvm-hostdata", measurement));

        if (ComplianceStatus(profile) is { } status)
        {
            conditions.Add(Condition("x-ms-compliance-status", status));
        }

        conditions.Add(Condition("x-ms-sevsnpvm-is-debuggable", "false"));
        conditions.Add(Condition("x-ms-sevsnpvm-vmpl", "0"));

        return new JsonObject
        {
            ["version"] = "1.0.0",
            ["anyOf"] = new JsonArray(new JsonObject { ["authority"] = authority, ["allOf"] = conditions }),
        };
    }

    private static JsonObject Condition(string claim, string value) => new() { ["claim"] = claim, ["equals"] = value };
}
