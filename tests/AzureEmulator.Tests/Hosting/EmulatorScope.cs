namespace CcDemo.AzureEmulator.Tests;

/// <summary>An emulator with settings of a test's own, for the length of that test.</summary>
internal sealed class EmulatorScope(TestEmulator emulator) : IAsyncDisposable
{
    public async Task<TestEmulator> StartAsync()
    {
        await emulator.InitializeAsync();
        return emulator;
    }

    public async ValueTask DisposeAsync() => await emulator.DisposeAsync();
}
