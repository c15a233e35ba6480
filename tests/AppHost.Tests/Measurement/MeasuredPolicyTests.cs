using System.Text;

namespace CcDemo.AppHost.Tests;

public sealed class MeasuredPolicyTests
{
    private static readonly string _policy = new SamplePolicy().Base64;

    [Fact]
    public async Task The_host_data_is_what_base64_and_sha256sum_say()
    {
        var policy = SampleManifest.Measure(SampleManifest.Pod(_policy));

        Assert.Equal(await ShellCommand.RunAsync("base64 -d | sha256sum | cut -d' ' -f1", _policy), policy.HostData.Hex);
        Assert.Equal(("Pod/app", PolicyKind.KataAgent), (policy.Pod.Title, policy.Kind));
    }

    [Theory]
    [InlineData("Deployment", "spec: {{ template: {0} }}")]
    [InlineData("StatefulSet", "spec: {{ template: {0} }}")]
    [InlineData("DaemonSet", "spec: {{ template: {0} }}")]
    [InlineData("ReplicaSet", "spec: {{ template: {0} }}")]
    [InlineData("Job", "spec: {{ template: {0} }}")]
    [InlineData("CronJob", "spec: {{ jobTemplate: {{ spec: {{ template: {0} }} }} }}")]
    public void The_pod_of_every_workload_is_found(string kind, string spec)
    {
        var template = $"{{ metadata: {{ annotations: {{ {PolicyKinds.KataAgentAnnotation}: {_policy} }} }}, spec: {{ containers: [] }} }}";
        var yaml = $"apiVersion: x/v1\nkind: {kind}\nmetadata: {{ name: work }}\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, spec, template)}\n";

        Assert.Equal($"{kind}/work", SampleManifest.Measure(yaml).Pod.Title);
    }

    [Fact]
    public void The_pod_is_found_among_other_objects_and_in_a_list()
    {
        var other = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app }\n";
        var list = $"apiVersion: v1\nkind: List\nitems:\n- {SampleManifest.Pod(_policy).TrimEnd().ReplaceLineEndings("\n  ")}\n";

        Assert.Equal("Pod/app", SampleManifest.Measure($"---\n{other}---\n---\n{SampleManifest.Pod(_policy)}").Pod.Title);
        Assert.Equal("Pod/app", SampleManifest.Measure(list).Pod.Title);
    }

    [Fact]
    public void An_annotation_of_the_deployment_is_not_one_of_its_pod()
    {
        var yaml = SampleManifest.Deployment.Replace("note: of the deployment, not of the pod", $"{PolicyKinds.KataAgentAnnotation}: {_policy}", StringComparison.Ordinal);

        Assert.Equal(MeasurementErrorCode.NoPolicy, MeasuredPolicy.Find(SampleManifest.Parse(yaml), null).Error?.Code);
    }

    [Fact]
    public void A_policy_that_is_folded_over_lines_is_the_same()
    {
        var folded = $"|\n      {_policy[..40]}\n      {_policy[40..]}";

        Assert.Equal(
            SampleManifest.Measure(SampleManifest.Pod(_policy)).HostData,
            SampleManifest.Measure(SampleManifest.Pod(folded)).HostData);
    }

    [Fact]
    public void Of_several_policies_the_name_chooses()
    {
        var first = SampleManifest.Pod(_policy);
        var second = SampleManifest.Pod(PolicyKinds.KataAgentAnnotation, new SamplePolicy().WithRules("# other").Base64, name: "other");
        var both = $"{first}---\n{second}";

        var ambiguous = MeasuredPolicy.Find(SampleManifest.Parse(both), null);
        Assert.Equal(MeasurementErrorCode.SeveralPolicies, ambiguous.Error?.Code);
        Assert.Contains("Pod/app, Pod/other", ambiguous.Error?.Message, StringComparison.Ordinal);
        Assert.Contains("--name app", ambiguous.Error?.Message, StringComparison.Ordinal);

        Assert.Equal(SampleManifest.Measure(second).HostData, SampleManifest.Measure(both, "other").HostData);
        Assert.Equal(SampleManifest.Measure(first).HostData, SampleManifest.Measure(both, "Pod/app").HostData);
        Assert.Equal(MeasurementErrorCode.UnknownPod, MeasuredPolicy.Find(SampleManifest.Parse(both), "third").Error?.Code);
    }

    [Fact]
    public void Pods_with_the_same_policy_need_no_name_and_one_without_any_is_passed_over()
    {
        var annotated = SampleManifest.Pod(_policy);

        Assert.Equal("Pod/app", SampleManifest.Measure($"{annotated}---\n{annotated}").Pod.Title);
        Assert.Equal("Pod/app", SampleManifest.Measure($"{SampleManifest.Deployment}---\n{annotated}").Pod.Title);
    }

    [Fact]
    public void A_pod_with_two_kinds_of_policy_is_refused()
    {
        var yaml = SampleManifest.Pod(_policy).Replace("  annotations:\n", $"  annotations:\n    {PolicyKinds.ContainerInstanceAnnotation}: {_policy}\n", StringComparison.Ordinal);
        var error = MeasuredPolicy.Find(SampleManifest.Parse(yaml), null).Error;

        Assert.Equal(MeasurementErrorCode.TwoKindsOfPolicy, error?.Code);
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { nameof(MeasurementErrorCode.NotYaml), "a: b: c" },
        { nameof(MeasurementErrorCode.NotYaml), "kind: Pod\nkind: Pod\n" },
        { nameof(MeasurementErrorCode.NotYaml), "a: [1" },
        { nameof(MeasurementErrorCode.UnsupportedYaml), "a: &x [1]\nb: *x\n" },
        { nameof(MeasurementErrorCode.UnsupportedYaml), "a: &x [*x]\n" },
        { nameof(MeasurementErrorCode.UnsupportedYaml), new string('[', 100_000) },
        { nameof(MeasurementErrorCode.NoKubernetesObject), "" },
        { nameof(MeasurementErrorCode.NoKubernetesObject), "just text" },
        { nameof(MeasurementErrorCode.NoKubernetesObject), "kind: Pod\n" },
        { nameof(MeasurementErrorCode.NoKubernetesObject), "[{ apiVersion: v1, kind: Pod }]" },
        { nameof(MeasurementErrorCode.NoPod), "apiVersion: v1\nkind: ConfigMap\n" },
        { nameof(MeasurementErrorCode.NoPod), "apiVersion: apps/v1\nkind: Deployment\nspec: { template: text }\n" },
        { nameof(MeasurementErrorCode.NoPolicy), SampleManifest.Deployment },
        { nameof(MeasurementErrorCode.UnsupportedPolicy), SampleManifest.Pod(PolicyKinds.PeerPodInitDataAnnotation, "H4sI") },
        { nameof(MeasurementErrorCode.PolicyEmpty), SampleManifest.Pod("\"\"") },
        { nameof(MeasurementErrorCode.PolicyEmpty), SampleManifest.Pod("") },
        { nameof(MeasurementErrorCode.PolicyEmpty), SampleManifest.Pod("[a, list]") },
        { nameof(MeasurementErrorCode.PolicyNotBase64), SampleManifest.Pod("'not base64!'") },
        { nameof(MeasurementErrorCode.PolicyNotBase64), SampleManifest.Pod(_policy.TrimEnd('=')[..^1] + "*") },
        { nameof(MeasurementErrorCode.PolicyNotBase64), SampleManifest.Pod(_policy[..41]) },
        { nameof(MeasurementErrorCode.PolicyNotBase64), SampleManifest.Pod($"{_policy[..40]} {_policy[40..]}") },
        { nameof(MeasurementErrorCode.PolicyNotText), SampleManifest.Pod("/////w==") },
        { nameof(MeasurementErrorCode.PolicyNotRego), SampleManifest.Pod(Encode("hello")) },
        { nameof(MeasurementErrorCode.PolicyNotRego), SampleManifest.Pod(Encode("package policy\n")) },
        { nameof(MeasurementErrorCode.PolicyNotRego), SampleManifest.Pod(Encode("# package agent_policy\n")) },
        { nameof(MeasurementErrorCode.PolicyNotRego), SampleManifest.Pod(Encode("x := \"\n package agent_policy\"")) },
        { nameof(MeasurementErrorCode.PolicyNotRego), SampleManifest.Pod(PolicyKinds.ContainerInstanceAnnotation, _policy) },
        { nameof(MeasurementErrorCode.InitDataNotGzip), SampleManifest.Pod(PolicyKinds.InitDataAnnotation, _policy) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_input_has_a_name_and_a_sentence(string code, string yaml)
    {
        var error = ErrorOf(Manifest.Parse(Encoding.UTF8.GetBytes(yaml)));

        Assert.Equal(code, error?.Code.ToString());
        Assert.EndsWith(".", error!.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 500, error.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_files_too_large_are_refused()
    {
        Assert.Equal(MeasurementErrorCode.FileNotText, Manifest.Parse([0x61, 0xff, 0xfe]).Error?.Code);
        Assert.Equal(MeasurementErrorCode.FileTooLarge, Manifest.Parse(new byte[Manifest.MaxLength + 1]).Error?.Code);
    }

    [Fact]
    public void A_pod_without_a_policy_is_told_the_command_that_writes_one()
        => Assert.Contains("az confcom katapolicygen -y", ErrorOf(Manifest.Parse(SampleManifest.Deployment))?.Message, StringComparison.Ordinal);

    private static MeasurementError? ErrorOf(Outcome<Manifest> manifest)
        => manifest.Succeeded ? MeasuredPolicy.Find(manifest.Value, null).Error : manifest.Error;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
