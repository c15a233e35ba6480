using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

internal static class VerifyExtensions
{
    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the step that checks what a deployment shows.</summary>
    public static IDistributedApplicationBuilder AddVerify(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.Verify, VerifyAsync, dependsOn: StepNames.CheckSettings);
        return builder;
    }

    private static async Task VerifyAsync(PipelineStepContext context)
    {
        var time = context.Services.GetRequiredService<TimeProvider>();
        var options = ClusterOptions.Read(context.Services.GetRequiredService<IConfiguration>());
        using var cluster = await ClusterConnection.OpenAsync(options, time, context.Logger.Warn);
        using var http = new HttpClient { Timeout = _answerTimeout };

        await new Verifier(cluster, http, context.Settings(), OutputFolder.Of(context), options.GivenTimeout ?? _defaultTimeout, time, context.Logger)
            .VerifyAsync(context.CancellationToken);
    }
}
