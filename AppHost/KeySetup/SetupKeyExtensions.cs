using System.Collections.Immutable;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class SetupKeyExtensions
{
    private const int KeySizeInBits = 3072;

    /// <summary>Creates the key that seals the messages, released to nothing but the given pod.</summary>
    public static IResourceBuilder<SetupKeyResource> AddSetupKey(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource> keyName,
        AzureServices azure,
        IResourceBuilder<ConfidentialPodResource> pod,
        Refusal refusal)
    {
        var key = builder.AddResource(new SetupKeyResource(name))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "KeySetup", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithIconName("Key")
            .ExcludeFromManifest();

        return azure.Emulator is not { } emulator
            ? key
            : key.WaitFor(emulator.Project).OnInitializeResource((resource, e, ct) => e.StartAsync(
                resource,
                KnownResourceStates.Finished,
                token => CreateKeyAsync(resource, keyName.Resource, emulator, pod.Resource, refusal, e, token),
                resource.Fail,
                ct));
    }

    private static async Task<ImmutableArray<ResourcePropertySnapshot>> CreateKeyAsync(
        SetupKeyResource resource,
        ParameterResource keyName,
        AzureEmulator emulator,
        ConfidentialPodResource pod,
        Refusal refusal,
        InitializeResourceEvent e,
        CancellationToken ct)
    {
        var name = await keyName.GetValueAsync(ct) ?? throw new DistributedApplicationException($"Parameters:{keyName.Name} is empty.");
        var description = await PodDescription.CreateAsync(
            pod, e.Services.GetRequiredService<DistributedApplicationExecutionContext>(), e.Logger, ct);
        var authority = refusal == Refusal.ForeignIssuer ? "https://another.attest.example" : emulator.Maa.Url;

        using var http = EmulatorTrust.CreateClient(emulator.CaFile.FullName);
        var client = new KeyClient(
            new Uri(emulator.Vault.Url),
            new EmulatorCredential(http, emulator.Metadata.Url, AzureEmulator.OperatorClientId),
            // The emulator's vault is on loopback, which is in no Key Vault domain.
            new KeyClientOptions { Transport = new HttpClientTransport(http), DisableChallengeResourceVerification = true });

        var options = new CreateRsaKeyOptions(name, hardwareProtected: true)
        {
            KeySize = KeySizeInBits,
            KeyOperations = { KeyOperation.WrapKey, KeyOperation.UnwrapKey, KeyOperation.Encrypt, KeyOperation.Decrypt },
        };

        if (refusal != Refusal.NoReleasePolicy)
        {
            options.Exportable = true;
            options.ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(ReleasePolicyDocument.Create(authority, description.Measurement)));
        }

        KeyVaultKey created = await client.CreateRsaKeyAsync(options, ct);
        using var publicKey = created.Key.ToRSA();
        var key = new MessageKey($"{created.Name}/{created.Properties.Version}", publicKey.ExportSubjectPublicKeyInfoPem());
        resource.Succeed(key);
        LogCreated(e.Logger, key.Id, description.Measurement);
        return [new("Key", key.Id), new("Released to measurement", description.Measurement)];
    }

    [LoggerMessage(LogLevel.Information, "The key {KeyId} is in the vault; it is released to the measurement {Measurement} only.")]
    private static partial void LogCreated(ILogger logger, string keyId, string measurement);
}
