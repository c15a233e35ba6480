using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The claims of an attestation token as the provider would issue it, to try a release policy on before it is set.</summary>
/// <param name="Guest">Whom the token is about, as a noun.</param>
/// <param name="Issuer">The provider.</param>
/// <param name="Claims">The claims.</param>
/// <param name="IsMeasuredPod">Whether it is the measured pod's: the only one that is to have the key.</param>
internal sealed record SampleToken(string Guest, string Issuer, JsonElement Claims, bool IsMeasuredPod)
{
    private const string HostData = "x-ms-sevsnpvm-hostdata";
    private const string Status = "x-ms-compliance-status";

    /// <summary>The measured pod's token, and one for each way of not being that pod.</summary>
    /// <param name="authority">The attestation provider, <c>https://HOST</c>.</param>
    /// <param name="measurement">The host data of the measured pod, 64 lower-case hex digits.</param>
    /// <param name="profile">Where the pod runs.</param>
    public static IReadOnlyList<SampleToken> Create(string authority, string measurement, DeploymentProfile profile)
    {
        SampleToken Other(string guest, string claim, JsonNode value)
        {
            var claims = Measured(authority, measurement, profile);
            claims[claim] = value;
            return new(guest, authority, ToElement(claims), IsMeasuredPod: false);
        }

        const string anotherProvider = "https://another.attest.example";
        var foreign = Measured(anotherProvider, measurement, profile);
        SampleToken[] samples =
        [
            new("the measured pod", authority, ToElement(Measured(authority, measurement, profile)), IsMeasuredPod: true),
            Other("a pod that differs from the measured one", HostData, Changed(measurement)),
            Other("a guest that may be debugged", "x-ms-sevsnpvm-is-debuggable", true),
            Other("a program at another privilege level (VMPL 1)", "x-ms-sevsnpvm-vmpl", 1),
            Other("a guest on other hardware", "x-ms-attestation-type", "tdxvm"),
            new("the measured pod with another provider's token", anotherProvider, ToElement(foreign), IsMeasuredPod: false),
        ];

        return ReleasePolicyDocument.ComplianceStatus(profile) is null
            ? samples
            : [.. samples, Other("a guest whose utility VM nobody endorsed", Status, "azure-compliant-cvm")];
    }

    private static JsonObject Measured(string issuer, string measurement, DeploymentProfile profile)
    {
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["x-ms-ver"] = "1.0",
            ["x-ms-attestation-type"] = "sevsnpvm",
            [HostData] = measurement,
            ["x-ms-sevsnpvm-is-debuggable"] = false,
            ["x-ms-sevsnpvm-migration-allowed"] = false,
            ["x-ms-sevsnpvm-vmpl"] = 0,
        };

        if (ReleasePolicyDocument.ComplianceStatus(profile) is { } status)
        {
            claims[Status] = status;
        }

        return claims;
    }

    private static string Changed(string measurement) => (measurement[0] == '0' ? '1' : '0') + measurement[1..];

    private static JsonElement ToElement(JsonObject claims) => JsonSerializer.SerializeToElement(claims);
}
