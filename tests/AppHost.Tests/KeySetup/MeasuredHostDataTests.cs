using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class MeasuredHostDataTests : IDisposable
{
    private static readonly string _measurement = new('a', 64);
    private static readonly string _policy = ReleasePolicyDocument.Create("https://maa.example", _measurement);
    private readonly ProgramFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task It_is_read_in_lower_case()
        => Assert.Equal(_measurement, await ReadAsync(_measurement.ToUpperInvariant() + "\n"));

    [Fact]
    public async Task A_pod_that_was_not_measured_gets_no_key()
        => Assert.Contains("do measure", (await Assert.ThrowsAsync<DistributedApplicationException>(() => ReadAsync(null))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    public async Task Host_data_that_is_none_is_refused(string content)
        => Assert.Contains("64 hex digits", (await Assert.ThrowsAsync<DistributedApplicationException>(() => ReadAsync(content))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_policy_that_was_written_must_be_the_one_that_is_set()
    {
        var folder = new OutputFolder(_files.FullName);
        await MeasuredHostData.RequirePolicyAsync(folder, _policy, default);

        await File.WriteAllTextAsync(folder.PathOf(PublishedNames.ReleasePolicyFile), ReleasePolicyDocument.CreateFile("https://maa.example", _measurement, DeploymentProfile.AksKataCc));
        await MeasuredHostData.RequirePolicyAsync(folder, _policy, default);

        await File.WriteAllTextAsync(folder.PathOf(PublishedNames.ReleasePolicyFile), ReleasePolicyDocument.CreateFile("https://maa.example", _measurement, DeploymentProfile.Coco));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => MeasuredHostData.RequirePolicyAsync(folder, _policy, default));
        Assert.Contains("one of them changed", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string? content)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_files.PathOf(PublishedNames.HostDataFile), content);
        }

        return await MeasuredHostData.ReadAsync(new OutputFolder(_files.FullName), default);
    }
}
