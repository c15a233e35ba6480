namespace CcDemo.AppHost.Tests;

public sealed class PolicyAnnotationTests
{
    private const string Added = $"{PolicyKinds.KataAgentAnnotation}: cGFja2FnZQ==";

    [Fact]
    public void The_annotation_is_two_lines_more_and_every_comment_stays()
    {
        var expected = SampleManifest.Deployment.Replace(
            "    metadata:\n      # Who", $"    metadata:\n      annotations:\n        {Added}\n      # Who", StringComparison.Ordinal);

        Assert.Equal(expected, Insert(SampleManifest.Deployment));
    }

    [Theory]
    [InlineData("metadata:\n  name: app\n  annotations:\n    # kept\n    a: b\n", $"metadata:\n  name: app\n  annotations:\n    {Added}\n    # kept\n    a: b\n")]
    [InlineData("metadata:\n  name: app\n  annotations: # none yet\n", $"metadata:\n  name: app\n  annotations: # none yet\n    {Added}\n")]
    [InlineData("metadata:\n  annotations: {} # none\n  name: app\n", $"metadata:\n  annotations:  # none\n    {Added}\n  name: app\n")]
    [InlineData("metadata:\n  annotations: ~\n  name: app\n", $"metadata:\n  annotations: \n    {Added}\n  name: app\n")]
    [InlineData("metadata:\n    annotations:\n          a: b\n    name: app\n", $"metadata:\n    annotations:\n          {Added}\n          a: b\n    name: app\n")]
    [InlineData("metadata: # who\n  name: app\n", $"metadata: # who\n  annotations:\n    {Added}\n  name: app\n")]
    [InlineData("metadata: { name: app }\n", $"metadata: {{\"annotations\": {{\"{PolicyKinds.KataAgentAnnotation}\": \"cGFja2FnZQ==\"}},  name: app }}\n")]
    [InlineData("metadata: { annotations: {}, name: app }\n", $"metadata: {{ annotations:  {{\"{PolicyKinds.KataAgentAnnotation}\": \"cGFja2FnZQ==\"}}, name: app }}\n")]
    [InlineData("metadata:\n", $"metadata:\n  annotations:\n    {Added}\n")]
    [InlineData($"metadata:\n  annotations:\n    {PolicyKinds.KataAgentAnnotation}: b2xk # old\n    a: b\n", $"metadata:\n  annotations:\n    {Added} # old\n    a: b\n")]
    [InlineData($"metadata:\n  annotations:\n    {PolicyKinds.KataAgentAnnotation}: \"b2xk\"\n", $"metadata:\n  annotations:\n    {PolicyKinds.KataAgentAnnotation}: \"cGFja2FnZQ==\"\n")]
    [InlineData($"metadata:\n  annotations:\n    {PolicyKinds.KataAgentAnnotation}:\n    a: b\n", $"metadata:\n  annotations:\n    {Added}\n    a: b\n")]
    public void Every_way_to_write_a_pods_metadata_is_kept(string metadata, string expected)
    {
        const string Head = "apiVersion: v1\nkind: Pod\n";
        const string Tail = "spec: { containers: [] }\n";

        Assert.Equal(Head + expected + Tail, Insert(Head + metadata + Tail));
    }

    [Fact]
    public void A_pod_without_metadata_gets_it()
    {
        const string Yaml = "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec:\n  template:\n    # What runs.\n    spec:\n      containers: []\n";

        Assert.Equal(
            Yaml.Replace("    # What", $"    metadata:\n      annotations:\n        {Added}\n    # What", StringComparison.Ordinal), Insert(Yaml));
    }

    [Fact]
    public void Line_ends_of_Windows_are_kept()
    {
        var yaml = SampleManifest.Deployment.ReplaceLineEndings("\r\n");

        Assert.Equal(Insert(SampleManifest.Deployment).ReplaceLineEndings("\r\n"), Insert(yaml));
    }

    [Fact]
    public void A_manifest_in_JSON_is_kept()
    {
        const string Json = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"app"},"spec":{"containers":[]}}""";

        using var document = System.Text.Json.JsonDocument.Parse(Insert(Json));
        Assert.Equal("cGFja2FnZQ==", document.RootElement.GetProperty("metadata").GetProperty("annotations").GetProperty(PolicyKinds.KataAgentAnnotation).GetString());
    }

    [Fact]
    public void Characters_beyond_the_basic_plane_do_not_shift_it()
    {
        var yaml = SampleManifest.Deployment.Replace("# The application.", "# \U0001F512 Ä", StringComparison.Ordinal);

        Assert.Equal(Insert(SampleManifest.Deployment).Replace("# The application.", "# \U0001F512 Ä", StringComparison.Ordinal), Insert(yaml));
    }

    [Theory]
    [InlineData("metadata: text\n")]
    [InlineData("metadata:\n  annotations: [a]\n")]
    [InlineData($"metadata:\n  annotations:\n    {PolicyKinds.KataAgentAnnotation}: |\n      b2xk\n")]
    public void What_cannot_be_kept_is_refused(string metadata)
    {
        var manifest = SampleManifest.Parse($"apiVersion: v1\nkind: Pod\n{metadata}spec: {{ containers: [] }}\n");
        var result = PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, "cGFja2FnZQ==");

        Assert.Equal(MeasurementErrorCode.CannotAnnotate, result.Error?.Code);
    }

    [Fact]
    public void A_value_that_would_be_read_as_something_else_is_refused()
    {
        var manifest = SampleManifest.Parse(SampleManifest.Deployment);

        Assert.Equal(
            MeasurementErrorCode.CannotAnnotate,
            PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, "x\n      injected: true").Error?.Code);
    }

    [Fact]
    public void The_chosen_pod_gets_it_and_no_other()
    {
        var two = $"{SampleManifest.Pod("a", "b", "first")}---\n{SampleManifest.Pod("a", "b", "second")}";
        var manifest = SampleManifest.Parse(two);
        var edited = SampleManifest.Parse(PolicyAnnotation.Insert(manifest, manifest.Pods[1], PolicyKind.KataAgent, "cGFja2FnZQ==").Value!);

        Assert.DoesNotContain(PolicyKinds.KataAgentAnnotation, edited.Pods[0].Annotations.Keys);
        Assert.Equal("cGFja2FnZQ==", edited.Pods[1].Annotations[PolicyKinds.KataAgentAnnotation]);
    }

    private static string Insert(string yaml)
    {
        var manifest = SampleManifest.Parse(yaml);
        var result = PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, "cGFja2FnZQ==");
        Assert.Null(result.Error);
        return result.Value!;
    }
}
