using CcDemo.Skr.Tests;

namespace CcDemo.Consumer.Tests;

/// <summary>The sidecar itself beside an emulated cloud, in guests of which one link of the chain is false, as with <c>Demo:Refusal</c>.</summary>
public sealed class RealSidecars : IAsyncLifetime
{
    private const string Key = "demo-key";
    private const string KeyWithoutPolicy = "unreleasable-key";
    private const string KeyOfOthers = "key-of-others";
    private const string IdentityAuthority = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    private string _roots = "";
    private Cloud _cloud = null!;
    private Cloud _late = null!;

    /// <summary>The host data that the key trusts.</summary>
    internal static string TrustedHostData => Cloud.HostData;

    /// <summary>The policy of a pod that differs in one character.</summary>
    internal static string OtherPolicy { get; } = Cloud.Policy.Replace("false", "falsE", StringComparison.Ordinal);

    /// <summary>The attestation provider of the guests.</summary>
    internal string Provider => $"https://{_cloud.Maa}";

    /// <summary>Another one, which a key trusts.</summary>
    internal static string OtherProvider => "https://another.attest.example";

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _late = await Cloud.StartAsync(("Emulator:TokenLifetime", "-01:00:00"));
        // The identity library reads this variable of the process.
        Environment.SetEnvironmentVariable(IdentityAuthority, _cloud.Metadata.GetLeftPart(UriPartial.Authority));
        await _cloud.CreateKeyAsync(Key, Cloud.HostData);
        await _cloud.CreateKeyAsync(KeyWithoutPolicy, hostData: null);
        await _cloud.CreateKeyAsync(KeyOfOthers, Cloud.HostData, OtherProvider);
        _roots = Path.Combine(Path.GetTempPath(), $"ccdemo-roots-{Guid.NewGuid():n}.pem");
        await File.WriteAllLinesAsync(_roots, await Task.WhenAll(new[] { _cloud, _late }.Select(cloud => File.ReadAllTextAsync(cloud.CaFile))));
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(IdentityAuthority, null);
        await _late.DisposeAsync();
        await _cloud.DisposeAsync();
        File.Delete(_roots);
    }

    /// <summary>A sidecar that is refused the key, and the settings by which a consumer asks it.</summary>
    /// <param name="refusal">The name of the refusal, as <c>Demo:Refusal</c> has it.</param>
    internal async Task<(SkrHost Skr, string[] ConsumerSettings)> StartAsync(string refusal)
    {
        var provider = refusal == "expired-token" ? _late : _cloud;
        var guest = refusal switch
        {
            "description" => await provider.LaunchAsync(OtherPolicy),
            "debug-guest" => await provider.LaunchAsync(debug: true),
            "flipped-bit" or "foreign-chain" or "runtime-data" => await provider.LaunchAsync(fault: refusal),
            _ => await provider.LaunchAsync(),
        };
        var settings = provider.SettingsOf(guest, refusal == "no-role" ? Cloud.Reader : Cloud.Releaser);
        settings["Trust:CaFile"] = _roots;
        var key = refusal switch { "no-release-policy" => KeyWithoutPolicy, "foreign-issuer" => KeyOfOthers, _ => Key };
        var skr = await SkrHost.StartAsync(settings);
        return (skr,
        [
            $"--services:skr:http:0={skr.Address}", $"--SkrClientMAAEndpoint={provider.Maa}", $"--SkrClientAKVEndpoint={_cloud.Vault}",
            $"--SkrClientKID={key}",
        ]);
    }
}
