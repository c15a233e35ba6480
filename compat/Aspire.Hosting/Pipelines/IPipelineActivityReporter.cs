using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows the progress of a run.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IPipelineActivityReporter
{
    /// <summary>Begins a step.</summary>
    Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default);
}
