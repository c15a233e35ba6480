using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

internal static class TeardownExtensions
{
    /// <summary>Adds the step that takes a deployment down.</summary>
    public static IDistributedApplicationBuilder AddTeardown(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.Teardown, TearDownAsync, dependsOn: StepNames.CheckSettings);
        return builder;
    }

    private static async Task TearDownAsync(PipelineStepContext context)
    {
        var time = context.Services.GetRequiredService<TimeProvider>();
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var options = ClusterOptions.Read(configuration);
        var settings = context.Settings();

        if (options.DeleteKey && settings.VaultEndpoint.Length == 0)
        {
            throw new DistributedApplicationException("--delete-key needs to know the vault: give --Parameters:vault-endpoint=HOST, or the parameters of the deployment with --parameters FILE.");
        }

        using var cluster = await ClusterConnection.OpenAsync(options, time, context.Logger.Warn);
        using var vault = options.DeleteKey ? VaultConnection.Open(AddressOf(settings), KeySetupSettings.Read(configuration)) : null;
        var key = vault is null ? null : new DoomedKey(vault.Keys, AddressOf(settings), settings.KeyName);

        await new Teardown(cluster, options, context.Services.GetRequiredService<OperatorConsole>(), settings, time, context.Logger).RunAsync(key, context.CancellationToken);
    }

    private static VaultAddress AddressOf(DeploymentSettings settings) => new(settings.VaultEndpoint, settings.Cloud);
}
