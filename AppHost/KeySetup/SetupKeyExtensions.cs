using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class SetupKeyExtensions
{
    /// <summary>The property that shows the newest version, NAME/VERSION.</summary>
    public const string KeyProperty = "Key";

    /// <summary>Creates the key that seals the messages, released to nothing but the given pod.</summary>
    public static IResourceBuilder<SetupKeyResource> AddSetupKey(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource> keyName,
        AzureServices azure,
        IResourceBuilder<ConfidentialPodResource> pod,
        Refusal refusal)
    {
        var keySet = azure.Emulator is null ? null : ReferenceExpression.Create($"{azure.Emulator.Metadata.Property(EndpointProperty.Url)}/keysets/{keyName}");
        var key = builder.AddResource(new SetupKeyResource(name, keySet))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "KeySetup", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithIconName("Key")
            .ExcludeFromManifest();

        return azure.Emulator is not { } emulator
            ? key
            : key.WithKeyCommands(emulator, keyName).WaitFor(emulator.Project).OnInitializeResource((resource, e, ct) => e.StartAsync(
                resource,
                KnownResourceStates.Finished,
                token => CreateKeyAsync(keyName.Resource, emulator, pod.Resource, refusal, e, token),
                _ => { },
                ct));
    }

    private static async Task<ImmutableArray<ResourcePropertySnapshot>> CreateKeyAsync(
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

        var policy = refusal == Refusal.NoReleasePolicy ? null : ReleasePolicyDocument.Create(authority, description.Measurement);
        var run = LocalRun.Of(emulator, name);
        var key = await run.WithKeysAsync(keys => keys.RunAsync(new KeyRequest(name, policy), ct), e.Logger);
        await run.WriteAsync(emulator.Record, ct);
        LogCreated(e.Logger, key.Id, description.Measurement);
        return [new(KeyProperty, key.Id), new("Released to measurement", description.Measurement)];
    }

    [LoggerMessage(LogLevel.Information, "The key {KeyId} is in the vault; it is released to the measurement {Measurement} only.")]
    private static partial void LogCreated(ILogger logger, string keyId, string measurement);
}
