using System.Text.Json.Nodes;

namespace CcDemo.AppHost.Tests;

public sealed class PolicyWarningsTests
{
    [Fact]
    public void A_policy_of_the_tool_for_a_pinned_image_has_none() => Assert.Empty(Find(_ => { }));

    [Fact]
    public void A_policy_that_allows_everything_is_warned_of_once()
        => Assert.Equal([PolicyWarningCode.AllowsEverything], Codes(policy => policy.Rules = "package agent_policy\ndefault CreateContainerRequest := true\ndefault SetPolicyRequest := true\n"));

    [Fact]
    public void Exec_is_warned_of()
    {
        Assert.Equal([PolicyWarningCode.ExecAllowed], Codes(policy => policy.WithRules("ExecProcessRequest { true }")));
        Assert.Equal(
            [PolicyWarningCode.ExecAllowed, PolicyWarningCode.ExecCommand],
            Codes(policy => policy.Requests["ExecProcessRequest"]!["regex"] = new JsonArray(".*")));
        Assert.Equal([PolicyWarningCode.ExecCommand], Codes(policy => policy.Container["exec_commands"] = new JsonArray("cat /ready")));
    }

    [Theory]
    [InlineData("default SetPolicyRequest := true", "SetPolicyRequest")]
    [InlineData("default CopyFileRequest := true", "CopyFileRequest")]
    [InlineData("WriteStreamRequest { true }", "WriteStreamRequest")]
    public void A_request_that_is_normally_denied_is_warned_of_by_name(string rule, string name)
    {
        var warning = Assert.Single(Find(policy => policy.WithRules(rule)));

        Assert.Equal(PolicyWarningCode.UnusualRequest, warning.Code);
        Assert.StartsWith(name, warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_the_data_switches_on_is_warned_of()
        => Assert.Equal([PolicyWarningCode.UnusualRequest], Codes(policy => policy.Requests["WriteStreamRequest"] = true));

    [Fact]
    public void A_rule_that_the_tool_does_not_write_is_warned_of()
        => Assert.Equal([PolicyWarningCode.UnreadRule], Codes(policy => policy.WithRules("SetPolicyRequest {\n    input.password == \"x\"\n}")));

    [Theory]
    [InlineData("^/")]
    [InlineData(".*")]
    [InlineData("/run/kata-containers/shared/containers/")]
    public void Files_beyond_the_shared_ones_are_warned_of(string pattern)
        => Assert.Equal([PolicyWarningCode.WideCopyPath], Codes(policy => policy.Requests["CopyFileRequest"] = new JsonArray("^$(cpath)/", pattern)));

    [Fact]
    public void A_shared_folder_elsewhere_is_warned_of()
        => Assert.Equal([PolicyWarningCode.WideCopyPath], Codes(policy => policy.Data["common"]!["cpath"] = "/etc"));

    [Theory]
    [InlineData(".*")]
    [InlineData("^.*=.*$")]
    public void Any_variable_is_warned_of(string pattern)
        => Assert.Equal([PolicyWarningCode.WideVariable], Codes(policy => policy.Requests["CreateContainerRequest"]!["allow_env_regex"] = new JsonArray(pattern)));

    [Theory]
    [InlineData("registry.example/app:1.0", PolicyWarningCode.ImageNotPinned)]
    [InlineData("registry.example:5000/app:1.0", PolicyWarningCode.ImageNotPinned)]
    [InlineData("registry.example/app:latest", PolicyWarningCode.ImageLatest)]
    [InlineData("registry.example:5000/app", PolicyWarningCode.ImageLatest)]
    [InlineData("", PolicyWarningCode.ImageNotPinned)]
    internal void An_image_without_a_digest_is_warned_of(string image, PolicyWarningCode code)
        => Assert.Contains(code, Codes(policy => policy.ContainerAnnotations["io.kubernetes.cri.image-name"] = image));

    [Fact]
    public void Layers_that_are_not_bound_are_warned_of()
    {
        Assert.Equal([PolicyWarningCode.LayersNotBound], Codes(policy => policy.Container["storages"] = new JsonArray()));
        Assert.Equal([PolicyWarningCode.LayersNotBound], Codes(policy => policy.Container["storages"]![1]!["options"] = new JsonArray("a:b")));
        var warning = Assert.Single(Find(policy => policy.Container["storages"]![1]!["options"] = new JsonArray("a:b", new string('c', 64))));
        Assert.Contains("1 of 2 layers", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_privileged_container_is_warned_of()
        => Assert.Equal([PolicyWarningCode.Elevated], Codes(policy => policy.ContainerProcess["Capabilities"]!["Effective"] = new JsonArray("$(privileged_caps)")));

    [Fact]
    public void Annotations_that_Kubernetes_refuses_are_warned_of()
        => Assert.Equal([PolicyWarningCode.AnnotationTooLong], Codes(policy => policy.WithRules($"# {new string('x', 200_000)}")));

    [Theory]
    [InlineData("image: registry.example/app", "image: registry.example/changed", "has the image")]
    [InlineData("- name: app\n        image", "- name: renamed\n        image", "it knows no container 'renamed'")]
    [InlineData("\"--serve\"", "\"--other\"", "runs '/app --serve'")]
    [InlineData("command: [\"/app\", \"--serve\"]", "args: [\"--other\"]", "runs '/app --serve'")]
    [InlineData("name: TOPIC", "name: OTHER", "has no variable OTHER")]
    [InlineData("value: messages", "value: secret-value", "has another value of TOPIC")]
    public void A_policy_that_was_made_for_another_pod_is_warned_of(string before, string after, string difference)
    {
        Assert.Contains(before, SampleManifest.Deployment, StringComparison.Ordinal);
        var warnings = Find(_ => { }, SampleManifest.Deployment.Replace(before, after, StringComparison.Ordinal));

        Assert.Contains(warnings, warning => warning.Code == PolicyWarningCode.MadeForAnotherPod && warning.Text.Contains(difference, StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, warning => warning.Text.Contains("secret-value", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("command: [\"/app\", \"--serve\"]", "args: [\"--serve\"]")]
    [InlineData("command: [\"/app\", \"--serve\"]", "command: [\"/app\"]\n        args: [\"--serve\"]")]
    [InlineData("command: [\"/app\", \"--serve\"]", "command: [\"/app\", \"$(MODE)\"]")]
    [InlineData("value: messages", "valueFrom: { fieldRef: { fieldPath: metadata.name } }")]
    public void What_the_manifest_leaves_to_the_image_or_the_cluster_is_not_held_against_the_policy(string before, string after)
    {
        Assert.Contains(before, SampleManifest.Deployment, StringComparison.Ordinal);
        Assert.Empty(Find(_ => { }, SampleManifest.Deployment.Replace(before, after, StringComparison.Ordinal)));
    }

    private static IEnumerable<PolicyWarningCode> Codes(Action<SamplePolicy> change) => Find(change).Select(warning => warning.Code);

    private static IReadOnlyList<PolicyWarning> Find(Action<SamplePolicy> change, string yaml = SampleManifest.Deployment)
    {
        var sample = new SamplePolicy();
        change(sample);
        var manifest = SampleManifest.Parse(yaml);
        var annotated = PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, sample.Base64);
        return PolicyWarnings.Find(SampleManifest.Measure(annotated.Value!), sample.Summary);
    }
}
