using Aspire.Hosting;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost.Tests;

public sealed class MeasureStepTests : IDisposable
{
    private static readonly string _policy = new SamplePolicy().Base64;

    private readonly ProgramFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_file_is_measured_with_no_setting_at_all()
    {
        var lines = await RunAsync(SampleManifest.Pod(_policy));

        Assert.Contains($"Host data: {SampleManifest.Measure(SampleManifest.Pod(_policy)).HostData}", lines);
        Assert.Contains(lines, line => line.Contains("Pod/app: Kata agent policy", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("--Parameters:maa-endpoint=HOST", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_files.PathOf("output")));
    }

    [Fact]
    public async Task With_an_attestation_provider_the_release_policy_is_written()
    {
        await RunAsync(SampleManifest.Pod(_policy), "--Parameters:maa-endpoint=demo.weu.attest.azure.net");

        Assert.Equal(
            ReleasePolicyDocument.CreateFile(
                "https://demo.weu.attest.azure.net", SampleManifest.Measure(SampleManifest.Pod(_policy)).HostData.Hex, DeploymentProfile.AksKataCc),
            await File.ReadAllTextAsync(Path.Combine(_files.PathOf("output"), PublishedNames.ReleasePolicyFile)));
        Assert.Single(Directory.GetFiles(_files.PathOf("output")));
    }

    [Fact]
    public async Task Warnings_are_shown()
    {
        var lines = await RunAsync(SampleManifest.Pod(new SamplePolicy().WithRules("ExecProcessRequest { true }").Base64));

        Assert.Contains(lines, line => line.StartsWith("Any command may be run in the guest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_name_chooses_the_pod()
    {
        var two = $"{SampleManifest.Pod(_policy)}---\n{SampleManifest.Pod(PolicyKinds.KataAgentAnnotation, new SamplePolicy().WithRules("# other").Base64, "other")}";

        Assert.Contains(await RunAsync(two, "--name", "other"), line => line.Contains("Pod/other", StringComparison.Ordinal));
        Assert.Contains("--name app", (await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(two))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_the_steps_error()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(SampleManifest.Deployment));

        Assert.Contains("az confcom katapolicygen -y", error.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> RunAsync(string yaml, params string[] arguments)
    {
        var file = _files.PathOf("app.yaml");
        await File.WriteAllTextAsync(file, yaml);
        await using var app = await ModelledApplication.CreateAsync(
            CommandLine.Expand(["do", "measure", "--file", file, .. arguments, "--output-path", _files.PathOf("output")]));
        var log = new LineLogger();
        await app.RunPipelineAsync(log);
        return log.Lines;
    }

    /// <summary>The lines that a person sees.</summary>
    private sealed class LineLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add(formatter(state, exception));
    }
}
