using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

/// <summary>The order of a deployment. A step that is asked for by its own name does not bring the whole chain with it.</summary>
internal static class DeploymentOrder
{
    private static readonly string[] _chain =
    [
        StepNames.CheckSettings, StepNames.Preflight, StepNames.PushImages, StepNames.PublishManifests, StepNames.Measure, StepNames.SetupKey, StepNames.ApplyManifests,
    ];

    /// <summary>A dry run looks at the files that are there: what comes before would write, push and create.</summary>
    private static readonly string[] _dryChain = [StepNames.CheckSettings, StepNames.Preflight, StepNames.ApplyManifests];

    /// <summary>Puts the steps into their order when the command line asks for <c>deploy</c>.</summary>
    public static IDistributedApplicationBuilder AddDeploymentOrder(this IDistributedApplicationBuilder builder)
    {
        if (builder.ChosenStep() == WellKnownPipelineSteps.Deploy)
        {
            var options = ClusterOptions.Read(builder.Configuration);
            builder.Pipeline.AddPipelineConfiguration(context =>
            {
                // It asks before it changes the cluster; where nobody could answer, it ends before the long work.
                Consent.RequireObtainable(context.Services.GetRequiredService<OperatorConsole>(), options);
                return Order(context, options.DryRun ? _dryChain : _chain);
            });
        }

        return builder;
    }

    private static Task Order(PipelineConfigurationContext context, string[] chain)
    {
        PipelineStep[] steps = [.. chain.Select(name => context.Steps.FirstOrDefault(step => step.Name == name)).OfType<PipelineStep>()];

        foreach (var (before, after) in steps.Zip(steps.Skip(1)))
        {
            after.DependsOn(before);
        }

        return Task.CompletedTask;
    }
}
