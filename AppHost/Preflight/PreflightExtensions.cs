using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class PreflightExtensions
{
    private const string FixSetting = "Pipeline:Fix";

    /// <summary>Adds the step that looks whether tools, cloud and cluster are ready, and fails when something is missing.</summary>
    public static IDistributedApplicationBuilder AddPreflight(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.Preflight, RunAsync, dependsOn: StepNames.CheckSettings);
        return builder;
    }

    private static async Task RunAsync(PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var console = context.Services.GetRequiredService<OperatorConsole>();
        var rows = await LookAsync(context, configuration, console);

        if (configuration.GetValue<bool>(FixSetting))
        {
            var mending = new Mending(console, ClusterOptions.Read(configuration).Yes, context.Services.GetRequiredService<Tools>().Find);
            if (await mending.MendAsync(rows, ct) > 0)
            {
                rows = await LookAsync(context, configuration, console);
            }
        }
        else if (Mending.Mendable(rows) is { Count: > 0 and var count })
        {
            LogMendable(context.Logger, count);
        }

        context.Summary.Add("Preflight", PreflightReport.Summary(rows));
        if (rows.Count(row => row.Finding.State == FindingState.Missing) is var missing and > 0)
        {
            throw new DistributedApplicationException($"{missing} of {rows.Count} {(missing == 1 ? "is" : "are")} missing: run what stands below each in the report, then look again.");
        }
    }

    private static async Task<IReadOnlyList<PreflightRow>> LookAsync(PipelineStepContext context, IConfiguration configuration, OperatorConsole console)
    {
        var ct = context.CancellationToken;
        LogLooking(context.Logger);
        using var checks = PreflightChecks.For(
            context.Settings(), KeySetupSettings.Read(configuration), ClusterOptions.Read(configuration), context.Services.GetRequiredService<Tools>());
        var rows = await checks.LookAsync(ct);
        var report = $"{Environment.NewLine}{PreflightReport.Table(rows)}{Environment.NewLine}{PreflightReport.Summary(rows)}{Environment.NewLine}";
        await console.WriteAsync(report, ct);

        if (configuration["ASPIRE_BACKCHANNEL_PATH"] is { Length: > 0 })
        {
            // The Aspire CLI keeps this process's own output to itself.
            context.ReportingStep.Log(LogLevel.Information, report);
        }

        return rows;
    }

    [LoggerMessage(LogLevel.Information, "Looking at tools, cloud and cluster...")]
    private static partial void LogLooking(ILogger logger);

    [LoggerMessage(LogLevel.Information, "{Count} of the missing can be mended here: add --fix.")]
    private static partial void LogMendable(ILogger logger, int count);
}
