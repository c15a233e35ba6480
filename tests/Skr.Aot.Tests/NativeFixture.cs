using Azure.Security.KeyVault.Keys;
using CcDemo.Skr.Tests;

namespace CcDemo.Skr.Aot.Tests;

/// <summary>An emulator with a key, and the native sidecar in a guest that the key trusts.</summary>
public sealed class NativeFixture : IAsyncLifetime
{
    public const string KeyName = "native-key";

    private Guest? _guest;

    internal Cloud Cloud { get; private set; } = null!;

    internal KeyVaultKey Key { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cloud = await Cloud.StartAsync();
        Key = await Cloud.CreateKeyAsync(KeyName, Cloud.HostData);
        _guest = await Cloud.LaunchAsync();
    }

    public async Task DisposeAsync() => await Cloud.DisposeAsync();

    /// <summary>Starts the native sidecar, in the trusted guest unless another is given.</summary>
    internal async Task<SkrProcess> StartAsync(Guest? guest = null, Dictionary<string, string?>? settings = null)
    {
        var environment = Cloud.SettingsOf(guest ?? _guest!);
        environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = Cloud.Metadata.GetLeftPart(UriPartial.Authority);
        environment["UVM_SECURITY_CONTEXT_DIR"] = "/nonexistent";
        environment["Port"] = "0";

        foreach (var (name, value) in settings ?? [])
        {
            environment[name] = value;
        }

        return SkrProcess.StartProgram(await NativeSidecar.FileAsync(), environment);
    }
}
