using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

internal static class ApplyExtensions
{
    /// <summary>Adds the step that applies the files to the cluster and waits until everything runs; <c>deploy</c> needs it.</summary>
    public static IDistributedApplicationBuilder AddApply(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(
            StepNames.ApplyManifests, ApplyAsync, dependsOn: StepNames.CheckSettings, requiredBy: WellKnownPipelineSteps.Deploy);
        return builder;
    }

    private static async Task ApplyAsync(PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var time = context.Services.GetRequiredService<TimeProvider>();
        var console = context.Services.GetRequiredService<OperatorConsole>();
        var options = ClusterOptions.Read(context.Services.GetRequiredService<IConfiguration>());
        var settings = context.Settings();
        var objects = await DeploymentFiles.ReadAsync(OutputFolder.Of(context), settings, ct);

        using var cluster = await ClusterConnection.OpenAsync(options, time, context.Logger.Warn);

        if (await new Deployer(cluster, options, console, context.Logger).DeployAsync(objects, settings.Namespace, ct) is not { } token)
        {
            return;
        }

        var rollout = new Rollout(cluster, settings, options.Timeout, time, context.Logger);
        await rollout.WaitAsync(ct);
        context.Logger.Say("Everything runs.");

        if (await rollout.WaitForAddressAsync(ct) is { } address)
        {
            var link = PageAddress.LoginLink(address, token);
            context.Logger.Say($"The page: {link}");
            context.Summary.Add("The page", link);
        }
        else
        {
            context.Logger.Say($"The Service '{PublishedNames.Consumer}' has no address outside the cluster: kubectl port-forward service/{PublishedNames.Consumer} 8080:80 -n {settings.Namespace}, then {PageAddress.LoginLink(new Uri("http://localhost:8080"), token)}");
        }
    }
}
