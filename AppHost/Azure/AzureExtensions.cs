using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

internal static class AzureExtensions
{
    private const string CryptoOfficer = "Key Vault Crypto Officer";
    private const string CryptoUser = "Key Vault Crypto User";
    private const string ReleaseUser = "Key Vault Crypto Service Release User";

    /// <summary>The emulator in a local run; the parameters <c>maa-endpoint</c> and <c>vault-endpoint</c> when published.</summary>
    public static AzureServices AddAzureServices(this IDistributedApplicationBuilder builder, string name, Refusal refusal)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            var maa = builder.AddParameter("maa-endpoint");
            var vault = builder.AddParameter("vault-endpoint");
            return new AzureServices(ReferenceExpression.Create($"{maa}"), ReferenceExpression.Create($"{vault}"), Emulator: null);
        }

        var emulator = builder.AddAzureEmulator(name, refusal);
        return new AzureServices(
            ReferenceExpression.Create($"{emulator.Maa.Property(EndpointProperty.HostAndPort)}"),
            ReferenceExpression.Create($"{emulator.Vault.Property(EndpointProperty.HostAndPort)}"),
            emulator);
    }

    /// <summary>Has the consumer's page say what is not real in a local run.</summary>
    public static IResourceBuilder<ProjectResource> WithEmulationNotice(this IResourceBuilder<ProjectResource> consumer, AzureServices azure)
        => azure.Emulator is null
            ? consumer
            : consumer.WithEnvironment("Consumer__Notice", "A local run: the SNP processor, attestation and the key vault are emulated; messages, protocols and cryptography are real.");

    /// <summary>
    /// In a local run, has the consumer notice a key version that was revoked within half a minute, or what <c>Demo:KeyRecheck</c>
    /// says, where it takes minutes elsewhere.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithLocalKeyRecheck(this IResourceBuilder<ProjectResource> consumer, AzureServices azure)
        => azure.Emulator is null ? consumer : consumer.WithEnvironment("Consumer__KeyRecheck", consumer.ApplicationBuilder.Configuration["Demo:KeyRecheck"] ?? "00:00:30");

    private static AzureEmulator AddAzureEmulator(this IDistributedApplicationBuilder builder, string name, Refusal refusal)
    {
        var folder = new RunFolder();
        builder.Services.AddHostedService(_ => folder);

        var project = builder.AddProject<Projects.AzureEmulator>(name)
            .WithHttpsEndpoint(name: "maa", env: "Emulator__Maa__Port")
            .WithHttpsEndpoint(name: "vault", env: "Emulator__Vault__Port")
            .WithHttpEndpoint(name: "metadata", env: "Emulator__Metadata__Port")
            .WithHttpHealthCheck("/health", endpointName: "metadata");

        var emulator = new AzureEmulator(project, folder.File("azure-emulator-ca.pem"), folder.File(LocalRun.FileName), RandomNumberGenerator.GetHexString(32, lowercase: true));

        project
            .WithEnvironment("Emulator__Maa__PublicUrl", emulator.Maa)
            .WithEnvironment("Emulator__Vault__PublicUrl", emulator.Vault)
            .WithEnvironment("Emulator__Metadata__PublicUrl", emulator.Metadata)
            .WithEnvironment("Emulator__CaFile", emulator.CaFile)
            .WithEnvironment("Emulator__HostKey", emulator.HostKey)
            .WithIdentity(0, AzureEmulator.OperatorClientId, CryptoOfficer)
            .WithIdentity(1, AzureEmulator.WorkloadClientId, refusal == Refusal.NoRole ? CryptoUser : ReleaseUser);

        if (refusal == Refusal.ExpiredToken)
        {
            project.WithEnvironment("Emulator__TokenLifetime", "-00:05:00");
        }

        return emulator;
    }

    private static IResourceBuilder<ProjectResource> WithIdentity(
        this IResourceBuilder<ProjectResource> emulator, int index, string clientId, string role)
        => emulator
            .WithEnvironment($"Emulator__Identities__{index}__ClientId", clientId)
            .WithEnvironment($"Emulator__Identities__{index}__Roles__0", role);
}
