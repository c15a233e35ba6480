using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class ReleasePolicyTrialTests
{
    private const string Authority = "https://name.weu.attest.azure.net";
    private static readonly string _measurement = string.Concat(Enumerable.Repeat("0f", 32));

    [Theory]
    [InlineData("aks-kata-cc", 7)]
    [InlineData("aci-virtual-nodes", 7)]
    [InlineData("coco", 6)]
    public void The_measured_pod_gets_the_key_and_nobody_else(string name, int samples)
    {
        Assert.True(KebabCase.TryParse<DeploymentProfile>(name, out var profile));

        var trials = Run(ReleasePolicyDocument.Create(Authority, _measurement, profile), profile);

        Assert.Equal(samples, trials.Count);
        Assert.True(trials.Single(trial => trial.Sample.IsMeasuredPod).Decision.Allowed);
        Assert.All(trials, trial => Assert.True(trial.IsAsItShouldBe, trial.Sentence));
        Assert.All(trials.Where(trial => !trial.Sample.IsMeasuredPod), trial => Assert.NotEmpty(trial.Decision.Reasons));
    }

    [Theory]
    [InlineData("x-ms-sevsnpvm-hostdata", "differs")]
    [InlineData("x-ms-sevsnpvm-is-debuggable", "debugged")]
    [InlineData("x-ms-sevsnpvm-vmpl", "VMPL 1")]
    [InlineData("x-ms-attestation-type", "hardware")]
    [InlineData("x-ms-compliance-status", "endorsed")]
    public void A_policy_that_forgets_a_claim_is_found_out(string claim, string who)
    {
        var policy = JsonNode.Parse(ReleasePolicyDocument.Create(Authority, _measurement))!;
        var conditions = policy["anyOf"]![0]!["allOf"]!.AsArray();
        conditions.Remove(conditions.Single(condition => condition!["claim"]!.GetValue<string>() == claim));

        var wrong = Run(policy.ToJsonString(), DeploymentProfile.AksKataCc).Single(trial => !trial.IsAsItShouldBe);

        Assert.Contains(who, wrong.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("gets the key.", wrong.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_for_another_pod_is_found_out()
    {
        var wrong = Run(ReleasePolicyDocument.Create(Authority, new string('1', 64)), DeploymentProfile.AksKataCc).Single(trial => !trial.IsAsItShouldBe);

        Assert.StartsWith("The measured pod is refused. The claim x-ms-sevsnpvm-hostdata is", wrong.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_no_vault_would_take_is_refused()
        => Assert.Throws<DistributedApplicationException>(() => Run("{}", DeploymentProfile.Coco));

    private static IReadOnlyList<ReleasePolicyTrial> Run(string policy, DeploymentProfile profile)
        => ReleasePolicyTrial.Run(policy, SampleToken.Create(Authority, _measurement, profile));
}
