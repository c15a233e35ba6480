using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a step works with.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PipelineStepContext
{
    /// <summary>The run.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>Shows progress.</summary>
    public required IReportingStep ReportingStep { get; init; }

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => PipelineContext.Model;

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => PipelineContext.ExecutionContext;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => PipelineContext.Services;

    /// <summary>The log.</summary>
    public ILogger Logger => PipelineContext.Logger;

    /// <summary>Ends the step; another that fails does so.</summary>
    public CancellationToken CancellationToken => OwnCancellationToken ?? PipelineContext.CancellationToken;

    /// <summary>What is said at the end.</summary>
    public PipelineSummary Summary => PipelineContext.Summary;

    internal CancellationToken? OwnCancellationToken { get; init; }
}
