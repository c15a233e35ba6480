using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline and stops the AppHost. A failure is one line on stderr and exit code 1.</summary>
internal sealed partial class PipelineHostedService(
    IDistributedApplicationPipeline pipeline,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    ILogger<PipelineHostedService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var context = new PipelineContext(model, executionContext, services, logger, stoppingToken);
            await eventing.PublishAsync(new BeforePublishEvent(services, model), stoppingToken).ConfigureAwait(false);
            await pipeline.ExecuteAsync(context).ConfigureAwait(false);
            await eventing.PublishAsync(new AfterPublishEvent(services, model), stoppingToken).ConfigureAwait(false);

            foreach (var item in context.Summary.Items)
            {
                LogSummary(item.Key, item.Value);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Environment.ExitCode = 1;
        }
        catch (Exception error)
        {
            LogFailure(error is DistributedApplicationException or InvalidOperationException or AggregateException ? null : error, error.Message);
            Environment.ExitCode = 1;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: {Value}")]
    private partial void LogSummary(string key, string value);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pipeline failed: {Reason}")]
    private partial void LogFailure(Exception? error, string reason);
}
