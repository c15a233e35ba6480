using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.AppHost.Tests;

public sealed class MeasureTests : IDisposable
{
    private const string Host = "demo.weu.attest.azure.net";

    private static readonly string _policy = new SamplePolicy().Base64;

    private readonly ProgramFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_file_is_measured_without_any_tool_and_stays_as_it_is()
    {
        var yaml = SampleManifest.Pod(_policy);
        var measurement = (await RunAsync(yaml)).Value!;

        Assert.Equal(SampleManifest.Measure(yaml).HostData, measurement.Policy.HostData);
        Assert.Equal(yaml, measurement.Manifest);
        Assert.Equal("app", measurement.Summary?.Containers[1].Name);
        Assert.Null(measurement.ReleasePolicy);
        Assert.Equal(yaml, await File.ReadAllTextAsync(_files.PathOf("app.yaml")));
    }

    [Theory]
    [InlineData(PolicyKinds.KataAgentAnnotation, nameof(DeploymentProfile.AksKataCc))]
    [InlineData(PolicyKinds.ContainerInstanceAnnotation, nameof(DeploymentProfile.AciVirtualNodes))]
    public async Task The_release_policy_is_for_the_place_that_the_policy_is_for(string annotation, string profile)
    {
        var policy = annotation == PolicyKinds.KataAgentAnnotation ? _policy : Convert.ToBase64String("package policy\n"u8);
        var measurement = (await RunAsync(SampleManifest.Pod(annotation, policy), new MeasureRequest { File = "", MaaEndpoint = Host })).Value!;

        Assert.Equal(
            ReleasePolicyDocument.CreateFile($"https://{Host}", measurement.Policy.HostData.Hex, Enum.Parse<DeploymentProfile>(profile)),
            measurement.ReleasePolicy);
        Assert.Contains(measurement.Policy.HostData.Hex, measurement.ReleasePolicy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_is_run_for_a_pod_without_a_policy_and_the_annotation_is_all_that_changes()
    {
        _files.Add("az", $"sed -i 's|^      labels: .*|&\\n      annotations:\\n        {PolicyKinds.KataAgentAnnotation}: {_policy}|' \"$4\"");
        var measurement = (await RunAsync(SampleManifest.Deployment, Required())).Value!;

        var manifest = SampleManifest.Parse(SampleManifest.Deployment);
        Assert.Equal(PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, _policy).Value, measurement.Manifest);
        Assert.Equal(await ShellCommand.RunAsync("base64 -d | sha256sum | cut -d' ' -f1", _policy), measurement.Policy.HostData.Hex);
        Assert.Empty(measurement.Warnings);
        Assert.Equal(SampleManifest.Deployment, await File.ReadAllTextAsync(_files.PathOf("app.yaml")));
    }

    [Fact]
    public async Task A_policy_that_is_there_is_not_made_again()
    {
        _files.Add("az", "exit 1");

        Assert.Equal(_policy, (await RunAsync(SampleManifest.Pod(_policy), Required())).Value?.Policy.Annotation);
    }

    [Fact]
    public async Task A_policy_of_another_pod_is_noticed()
    {
        var yaml = SampleManifest.Pod(_policy).Replace("registry.example/app@", "registry.example/other@", StringComparison.Ordinal);

        Assert.Contains((await RunAsync(yaml)).Value!.Warnings, warning => warning.Code == PolicyWarningCode.MadeForAnotherPod);
    }

    [Fact]
    public async Task Without_a_tool_the_way_over_another_machine_is_told()
    {
        var error = (await RunAsync(SampleManifest.Deployment, Required())).Error;

        Assert.Equal(MeasurementErrorCode.NoTool, error?.Code);
        Assert.Contains("az confcom katapolicygen -y app.yaml", error?.Message, StringComparison.Ordinal);
        Assert.Contains(_files.PathOf("app.yaml"), error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_tool_is_handed_on()
    {
        _files.Add("az", "echo 'The command requires the extension confcom.' >&2; exit 2");

        Assert.Equal(MeasurementErrorCode.ExtensionMissing, (await RunAsync(SampleManifest.Deployment, Required())).Error?.Code);
    }

    [Fact]
    public async Task A_file_whose_pod_is_not_certain_is_not_given_to_the_tool()
    {
        var two = $"{SampleManifest.Deployment}---\n{SampleManifest.Pod("a", "b", "other")}";

        Assert.Equal(MeasurementErrorCode.SeveralPods, (await RunAsync(two, Required())).Error?.Code);
        Assert.Equal(MeasurementErrorCode.NoTool, (await RunAsync(two, Required() with { PodName = "other" })).Error?.Code);
    }

    [Fact]
    public async Task A_policy_for_another_place_is_refused()
    {
        var yaml = SampleManifest.Pod(PolicyKinds.ContainerInstanceAnnotation, Convert.ToBase64String("package policy\n"u8));

        Assert.Equal(MeasurementErrorCode.WrongKindOfPolicy, (await RunAsync(yaml, Required())).Error?.Code);
    }

    [Fact]
    public async Task A_policy_whose_data_cannot_be_read_is_refused()
    {
        var yaml = SampleManifest.Pod(Convert.ToBase64String("package agent_policy\n"u8));

        Assert.Equal(MeasurementErrorCode.PolicyDataMissing, (await RunAsync(yaml)).Error?.Code);
    }

    [Fact]
    public async Task A_byte_order_mark_stays()
        => Assert.StartsWith("\uFEFFapiVersion", (await RunAsync($"\uFEFF{SampleManifest.Pod(_policy)}")).Value?.Manifest, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://demo.attest.azure.net")]
    [InlineData("demo attest")]
    public async Task An_attestation_provider_that_is_no_host_is_refused(string host)
        => Assert.Equal(
            MeasurementErrorCode.InvalidAuthority,
            (await RunAsync(SampleManifest.Pod(_policy), new MeasureRequest { File = "", MaaEndpoint = host })).Error?.Code);

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        foreach (var file in new[] { _files.PathOf("absent.yaml"), _files.FullName, "a\0b" })
        {
            var error = (await Measure.RunAsync(new MeasureRequest { File = file }, NullLogger.Instance, default)).Error;
            Assert.Equal(MeasurementErrorCode.FileUnreadable, error?.Code);
        }
    }

    [Fact]
    public async Task A_file_without_end_is_refused()
        => Assert.Equal(
            MeasurementErrorCode.FileTooLarge,
            (await Measure.RunAsync(new MeasureRequest { File = "/dev/zero" }, NullLogger.Instance, default)).Error?.Code);

    private MeasureRequest Required() => new() { File = "", MaaEndpoint = Host, Required = PolicyKind.KataAgent, Path = _files.FullName };

    private async Task<Outcome<Measurement>> RunAsync(string yaml, MeasureRequest? request = null)
    {
        var file = _files.PathOf("app.yaml");
        await File.WriteAllTextAsync(file, yaml);
        return await Measure.RunAsync((request ?? new MeasureRequest { File = "" }) with { File = file }, NullLogger.Instance, default);
    }
}
