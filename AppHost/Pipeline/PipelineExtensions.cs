using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CcDemo.AppHost;

internal static class PipelineExtensions
{
    /// <summary>The pipeline of <c>publish</c>, <c>deploy</c> and <c>do STEP</c>: which step runs, its parts, and an exit code that tells.</summary>
    public static IDistributedApplicationBuilder AddPipeline(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        // Without a named step the pipeline runs every step there is.
        builder.Configuration["Pipeline:Step"] ??= WellKnownPipelineSteps.Publish;

        // A failed pipeline ends the process with code 0 on the packages' host; AfterPublishEvent follows success only.
        builder.Eventing.Subscribe<BeforePublishEvent>((_, _) => SetExitCode(1));
        builder.Eventing.Subscribe<AfterPublishEvent>((_, _) => SetExitCode(0));

        builder.Services.TryAddSingleton(_ => OperatorConsole.OfProcess());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(_ => new Tools());

        return builder
            .AddParametersFile()
            .AddSettingsCheck()
            .AddPreflight()
            .AddImages()
            .AddPublishing()
            .AddMeasure()
            .AddKeySetup()
            .AddApply()
            .AddVerify()
            .AddTeardown()
            .AddDeploymentOrder();
    }

    /// <summary>The step that the command line asks for.</summary>
    public static string ChosenStep(this IDistributedApplicationBuilder builder)
        => builder.Configuration["Pipeline:Step"] ?? WellKnownPipelineSteps.Publish;

    private static Task SetExitCode(int code)
    {
        Environment.ExitCode = code;
        return Task.CompletedTask;
    }
}
