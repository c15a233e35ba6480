using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class PipelineExtensions
{
    /// <summary>Prepares the pipeline of <c>publish</c>, <c>deploy</c> and <c>do STEP</c>: which step runs, and an exit code that tells.</summary>
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

        builder.Pipeline.AddStep("explain-scope", ExplainScopeAsync, requiredBy: new[] { WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.Deploy });
        return builder;
    }

    private static Task ExplainScopeAsync(PipelineStepContext context)
    {
        LogScope(context.Logger);
        return Task.CompletedTask;
    }

    private static Task SetExitCode(int code)
    {
        Environment.ExitCode = code;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "This version of CcDemo runs locally only: it has no steps yet that write or apply manifests, so nothing is published.")]
    private static partial void LogScope(ILogger logger);
}
