using CcDemo.Attestation;

namespace CcDemo.AppHost.Tests;

public sealed class ReleasePolicyDocumentTests
{
    private const string Authority = "https://name.weu.attest.azure.net";
    private static readonly string _measurement = new('a', 64);

    [Fact]
    public void The_local_runs_policy_is_the_demos_as_one_line()
        => Assert.Equal(
            $$"""{"version":"1.0.0","anyOf":[{"authority":"{{Authority}}","allOf":[{"claim":"x-ms-attestation-type","equals":"sevsnpvm"},{"claim":"x-ms-sevsnpvm-hostdata","equals":"{{_measurement}}"},{"claim":"x-ms-compliance-status","equals":"azure-signed-katacc-uvm"},{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"false"},{"claim":"x-ms-sevsnpvm-vmpl","equals":"0"}]}]}""",
            ReleasePolicyDocument.Create(Authority, _measurement));

    [Theory]
    [InlineData("aks-kata-cc", "azure-signed-katacc-uvm")]
    [InlineData("aci-virtual-nodes", "azure-compliant-uvm")]
    [InlineData("coco", null)]
    public void The_compliance_status_is_that_of_the_profile(string name, string? status)
    {
        Assert.True(KebabCase.TryParse<DeploymentProfile>(name, out var profile));
        var policy = ReleasePolicyDocument.Create(Authority, _measurement, profile);

        Assert.Equal(status is not null, policy.Contains("x-ms-compliance-status", StringComparison.Ordinal));
        Assert.Contains(status ?? "sevsnpvm", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_indented_ends_with_a_line_feed_and_says_the_same()
    {
        var line = ReleasePolicyDocument.Create(Authority, _measurement, DeploymentProfile.Coco);
        var file = ReleasePolicyDocument.CreateFile(Authority, _measurement, DeploymentProfile.Coco);

        Assert.StartsWith("{\n  \"version\": \"1.0.0\",\n", file, StringComparison.Ordinal);
        Assert.EndsWith("}\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', file);
        Assert.True(ReleasePolicy.Parse(file).IsEquivalentTo(ReleasePolicy.Parse(line)));
    }
}
