using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.Skr.Tests;

/// <summary>One emulator for all tests of the collection, and a key in it.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    public const string KeyName = "demo-key";
    public const string UnreleasableKeyName = "unreleasable-key";
    public const string SymmetricKeyName = "symmetric-key";
    public const string EcKeyName = "ec-key";

    internal Cloud Cloud { get; private set; } = null!;

    internal KeyVaultKey Key { get; private set; } = null!;

    internal Guest Guest { get; private set; } = null!;

    /// <summary>A sidecar in the guest, for tests that need no other settings.</summary>
    internal SkrHost Skr { get; private set; } = null!;

    /// <summary>A cloud of somebody else's, started when first needed.</summary>
    internal Lazy<Task<Cloud>> OtherCloud { get; } = new(() => Cloud.StartAsync());

    public async Task InitializeAsync()
    {
        Cloud = await Cloud.StartAsync();
        // The identity library reads this variable of the process, which is why the tests share one emulator.
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", Cloud.Metadata.GetLeftPart(UriPartial.Authority));
        Key = await Cloud.CreateKeyAsync(KeyName, Cloud.HostData);
        await Cloud.CreateKeyAsync(UnreleasableKeyName, hostData: null);
        await Cloud.ImportKeyAsync(SymmetricKeyName, new JsonWebKey([]) { KeyType = KeyType.OctHsm, K = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] });
        using (var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var key = ec.ExportParameters(includePrivateParameters: true);
            await Cloud.ImportKeyAsync(EcKeyName, new JsonWebKey([KeyOperation.Sign, KeyOperation.Verify]) { KeyType = KeyType.EcHsm, CurveName = KeyCurveName.P256, D = key.D, X = key.Q.X, Y = key.Q.Y });
        }

        Guest = await Cloud.LaunchAsync();
        Skr = await StartSkrAsync();
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", null);
        if (OtherCloud.IsValueCreated)
        {
            await (await OtherCloud.Value).DisposeAsync();
        }

        await Skr.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    internal Task<SkrHost> StartSkrAsync(Guest? guest = null, string clientId = Cloud.Releaser)
        => SkrHost.StartAsync(Cloud.SettingsOf(guest ?? Guest, clientId));
}
