using CcDemo.Skr.Aot.Tests;

namespace CcDemo.EndToEnd;

/// <summary>The demo with the sidecar as it is deployed: a native binary in place of the project's build.</summary>
public sealed class NativeSidecarTests
{
    [NativeFact]
    public async Task The_native_sidecar_releases_the_key_that_opens_the_messages()
    {
        await using var demo = await RunningDemo.StartAsync($"--Skr:Executable={await NativeSidecar.FileAsync()}");

        var text = await RunningDemo.WaitForTextAsync(demo.Consumer, page => page.Contains("Msg ", StringComparison.Ordinal));
        var sidecar = await demo.WaitForAsync("skr", "Running");

        Assert.Matches(@"Msg \d+: Azure Confidential Computing", text);
        Assert.Equal("Executable", sidecar.Snapshot.ResourceType);
    }
}
