namespace CcDemo.AppHost;

/// <summary>The process that stands for Azure and for the SNP hardware in a local run, as the AppHost sees it.</summary>
internal sealed class AzureEmulator(IResourceBuilder<ProjectResource> project, RunFile caFile, RunFile record, string hostKey)
{
    /// <summary>The identity that sets the key up.</summary>
    public const string OperatorClientId = "6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a01";

    /// <summary>The identity that the consumer's pod runs as.</summary>
    public const string WorkloadClientId = "6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02";

    public IResourceBuilder<ProjectResource> Project { get; } = project;

    /// <summary>Attestation over HTTPS; its address is the issuer of the tokens.</summary>
    public EndpointReference Maa { get; } = project.GetEndpoint("maa");

    /// <summary>Key Vault over HTTPS.</summary>
    public EndpointReference Vault { get; } = project.GetEndpoint("vault");

    /// <summary>Plain HTTP: instance metadata, managed identity, and the host's own API for guests.</summary>
    public EndpointReference Metadata { get; } = project.GetEndpoint("metadata");

    /// <summary>The PEM file with the authority that signs the emulator's certificates; nobody else is asked to trust it.</summary>
    public RunFile CaFile { get; } = caFile;

    /// <summary>The file that tells other processes of this run.</summary>
    public RunFile Record { get; } = record;

    /// <summary>What lets the host, and no guest, register guests.</summary>
    public string HostKey { get; } = hostKey;
}
