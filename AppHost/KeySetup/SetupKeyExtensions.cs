using System.Collections.Immutable;
using CcDemo.Attestation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class SetupKeyExtensions
{
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
        var vault = new VaultAddress(new Uri(emulator.Vault.Url).Authority, AzureCloud.Public);
        var client = LocalVault.CreateClient(vault.Url, http, emulator.Metadata.Url, AzureEmulator.OperatorClientId);
        var policy = refusal == Refusal.NoReleasePolicy ? null : ReleasePolicyDocument.Create(authority, description.Measurement);
        var key = await new VaultKeySetup(client, vault, TimeProvider.System, e.Logger).RunAsync(new KeyRequest(name, policy), ct);

        resource.Succeed(key);
        LogCreated(e.Logger, key.Id, description.Measurement);
        return [new("Key", key.Id), new("Released to measurement", description.Measurement)];
    }

    [LoggerMessage(LogLevel.Information, "The key {KeyId} is in the vault; it is released to the measurement {Measurement} only.")]
    private static partial void LogCreated(ILogger logger, string keyId, string measurement);
}
