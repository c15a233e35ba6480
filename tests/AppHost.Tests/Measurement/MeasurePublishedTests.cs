using Aspire.Hosting;
using CcDemo.AppHost.Tests.Publishing;

namespace CcDemo.AppHost.Tests;

public sealed class MeasurePublishedTests : IDisposable
{
    private const string Deployment = "aks-kata-cc-public";
    private const string Host = "ccdemo.weu.attest.azure.net";

    private static readonly string _policy = new SamplePolicy().Base64;

    private readonly PublishedFolder _folder = new();
    private readonly ProgramFolder _programs = new();

    public static TheoryData<string> AllDeployments => [.. Deployments.Names];

    public void Dispose()
    {
        _folder.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public async Task The_published_pod_gets_its_policy_and_the_key_its_release_policy()
    {
        await _folder.PublishAsync(Deployment);
        var published = _folder.Read(PublishedNames.ConsumerFile);
        await MeasureAsync(WorkingTool());
        var hostData = await ShellCommand.RunAsync("base64 -d | sha256sum | cut -d' ' -f1", _policy);

        string[] added = ["      annotations:", $"        {PolicyKinds.KataAgentAnnotation}: {_policy}"];
        Assert.Equal(published.Split('\n'), _folder.Read(PublishedNames.ConsumerFile).Split('\n').Where(line => !added.Contains(line)));
        Assert.Equal($"{hostData}\n", _folder.Read(PublishedNames.HostDataFile));
        Assert.Equal(
            ReleasePolicyDocument.CreateFile($"https://{Host}", hostData, DeploymentProfile.AksKataCc), _folder.Read(PublishedNames.ReleasePolicyFile));
    }

    [Fact]
    public async Task Measured_again_nothing_changes_and_the_tool_is_not_needed()
    {
        await MeasureAsync(WorkingTool());
        var first = _folder.ReadAll();
        await MeasureAsync(_programs.Add("az", "exit 1"));

        Assert.Equal(first, _folder.ReadAll());
    }

    [Fact]
    public async Task When_a_changed_pod_cannot_be_measured_nothing_of_the_earlier_measurement_stays()
    {
        await MeasureAsync(WorkingTool());
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => MeasureAsync(_programs.Add("az", "echo '401 Unauthorized' >&2; exit 1"), "--Parameters:image-tag=0.2.0"));

        Assert.Contains("az acr login", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PublishedNames.HostDataFile, _folder.ReadAll().Keys);
        Assert.DoesNotContain(PublishedNames.ReleasePolicyFile, _folder.ReadAll().Keys);
        Assert.DoesNotContain(PolicyKinds.KataAgentAnnotation, _folder.Read(PublishedNames.ConsumerFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:00:01")]
    public async Task A_time_limit_that_is_none_is_refused(string limit)
        => Assert.Contains(
            "Measure:TimeLimit",
            (await Assert.ThrowsAsync<DistributedApplicationException>(() => MeasureAsync(WorkingTool(), $"--Measure:TimeLimit={limit}"))).Message,
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(AllDeployments))]
    public async Task Every_published_pod_can_be_annotated_with_all_else_as_it_was(string deployment)
    {
        await _folder.PublishAsync(deployment);
        var yaml = _folder.Read(PublishedNames.ConsumerFile);
        var manifest = SampleManifest.Parse(yaml);
        var pod = Assert.Single(manifest.Pods, candidate => candidate.Name == PublishedNames.Consumer);

        foreach (var kind in Enum.GetValues<PolicyKind>())
        {
            var edited = PolicyAnnotation.Insert(manifest, pod, kind, _policy).Value!.Split('\n').ToList();
            edited.RemoveAll(line => line.Contains(kind.ToAnnotation(), StringComparison.Ordinal));
            Assert.Equal(yaml.Split('\n').Where(line => line.Trim() != "annotations:"), edited.Where(line => line.Trim() != "annotations:"));
        }
    }

    private ExternalProgram WorkingTool() => _programs.Add(
        "az", $"sed -i -e '/^  template:/,/^    metadata:/ s|^    metadata:|&\\n      annotations:\\n        {PolicyKinds.KataAgentAnnotation}: {_policy}|' -e '/^ *#/d' \"$4\"");

    private async Task MeasureAsync(ExternalProgram tool, params string[] arguments)
    {
        await using var app = await ModelledApplication.CreateAsync(CommandLine.Expand(
            ["do", "measure", "--output-path", _folder.FullName, $"--{PolicyGenerator.Setting}={tool.FileName}", .. Deployments.Arguments(Deployment), .. arguments]));
        await app.RunPipelineAsync();
    }
}
