namespace CcDemo.EndToEnd;

/// <summary>One running demo for the tests that only look at it.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    public RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync() => Demo = await RunningDemo.StartAsync();

    public async Task DisposeAsync() => await Demo.DisposeAsync();
}
