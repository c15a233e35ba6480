using System.Text;

namespace CcDemo.AppHost.Tests;

public sealed class ContainerInstancePolicyTests
{
    private const int HostDataOffset = 0xC0;

    private static readonly string _hash = new('a', 64);

    private static readonly string _policy = $$"""
        package policy

        import future.keywords.in

        api_version := "0.10.0"
        framework_version := "0.2.3"

        fragments := [{"feed":"registry.example/infra","includes":["containers"],"issuer":"did:x509:0:sha256:x","minimum_svn":"1"}]

        containers := [
          {"allow_elevated":false,"allow_stdio_access":true,"command":["/app","--serve"],"env_rules":[{"pattern":"TOPIC=messages","required":false,"strategy":"string"}],"exec_processes":[{"command":["cat","/ready"],"signals":[]}],"id":"registry.example/app@sha256:{{_hash}}","layers":["{{_hash}}"],"mounts":[{"destination":"/data","options":["ro"],"source":"sandbox:///tmp/.+","type":"bind"}],"name":"app"},
          {"allow_elevated":false,"allow_stdio_access":false,"command":["/pause"],"env_rules":[],"exec_processes":[],"layers":["{{_hash}}"],"mounts":[]}
        ]

        allow_properties_access := true
        allow_dump_stacks := false
        allow_unencrypted_scratch := false

        create_container := data.framework.create_container
        exec_in_container := data.framework.exec_in_container
        """;

    [RecordedPolicyFact]
    public void The_host_data_is_the_one_in_the_report_of_a_guest_that_ran()
    {
        var folder = RecordedPolicyFactAttribute.Folder!;
        var annotation = File.ReadAllText(Path.Combine(folder, "aci-security-policy.base64")).Trim();
        var report = File.ReadAllBytes(Path.Combine(folder, "aci-report.bin"));

        var policy = SampleManifest.Measure(SampleManifest.Pod(PolicyKinds.ContainerInstanceAnnotation, annotation));

        Assert.Equal(Convert.ToHexStringLower(report.AsSpan(HostDataOffset, 32)), policy.HostData.Hex);
        Assert.Equal(
            PolicyWarningCode.AllowsEverything,
            PolicyWarnings.Find(policy, ContainerInstancePolicySummary.Read(policy.Rego!))[0].Code);
    }

    [Fact]
    public void The_containers_are_told_with_all_that_binds_them()
    {
        var summary = ContainerInstancePolicySummary.Read(_policy)!;
        var container = summary.Containers[0];

        Assert.Equal(("app", $"registry.example/app@sha256:{_hash}"), (container.Name, container.Image));
        Assert.Equal(["/app", "--serve"], container.Command);
        Assert.Equal(["TOPIC"], container.VariableNames);
        Assert.Equal([_hash], container.LayerHashes);
        Assert.Equal(["cat /ready"], container.ExecCommands);
        Assert.True(summary.Containers[1].IsSandbox);
        Assert.True(summary.AllowsLogs);
        Assert.False(summary.AllowsExec);
        Assert.Contains("registry.example/infra by did:x509", Assert.Single(summary.Fragments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allow_dump_stacks := false", "allow_dump_stacks := true", PolicyWarningCode.UnusualRequest)]
    [InlineData("allow_unencrypted_scratch := false", "allow_unencrypted_scratch := true", PolicyWarningCode.UnusualRequest)]
    [InlineData("exec_in_container := data.framework.exec_in_container", "exec_in_container := {\"allowed\": true}", PolicyWarningCode.ExecAllowed)]
    [InlineData("create_container := data.framework.create_container", "create_container := {\"allowed\": true}", PolicyWarningCode.AllowsEverything)]
    [InlineData("\"allow_elevated\":false,\"allow_stdio_access\":true", "\"allow_elevated\":true,\"allow_stdio_access\":true", PolicyWarningCode.Elevated)]
    [InlineData("/app@sha256:", "/app:", PolicyWarningCode.ImageNotPinned)]
    internal void What_is_worth_knowing_is_warned_of(string before, string after, PolicyWarningCode code)
    {
        Assert.Contains(before, _policy, StringComparison.Ordinal);
        Assert.DoesNotContain(code, Codes(_policy));
        Assert.Contains(code, Codes(_policy.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_a_policy_in_another_form_only_the_hash_is_told()
    {
        var policy = Measure("package policy\ncontainers := [ broken\n");

        Assert.Null(ContainerInstancePolicySummary.Read(policy.Rego!));
        Assert.Contains(PolicySummaryText.Write(policy, null), line => line.Contains("was not read", StringComparison.Ordinal));
    }

    private static IEnumerable<PolicyWarningCode> Codes(string rego)
        => PolicyWarnings.Find(Measure(rego), ContainerInstancePolicySummary.Read(rego)).Select(warning => warning.Code);

    private static MeasuredPolicy Measure(string rego)
        => SampleManifest.Measure(SampleManifest.Pod(PolicyKinds.ContainerInstanceAnnotation, Convert.ToBase64String(Encoding.UTF8.GetBytes(rego))));
}
