using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows progress in the log: there is no CLI that would draw it.</summary>
internal sealed class LoggingActivityReporter(ILogger<LoggingActivityReporter> logger) : IPipelineActivityReporter
{
    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default)
        => Task.FromResult<IReportingStep>(new LoggingReportingStep(logger));
}
