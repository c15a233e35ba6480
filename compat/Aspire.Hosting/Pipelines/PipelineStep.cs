using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step of the pipeline.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("{Name}")]
public class PipelineStep
{
    /// <summary>The name, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it does; it fails by throwing.</summary>
    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>The steps that come before.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>The steps that come after and need it.</summary>
    public List<string> RequiredBySteps { get; init; } = [];

    /// <summary>What other steps find it by.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>The resource that it is for.</summary>
    public IResource? Resource { get; set; }

    /// <summary>The other step comes before.</summary>
    public void DependsOn(string stepName) => DependsOnSteps.Add(stepName);

    /// <summary>The other step comes before.</summary>
    public void DependsOn(PipelineStep step) => DependsOnSteps.Add(step.Name);

    /// <summary>The other step comes after and needs this one.</summary>
    public void RequiredBy(string stepName) => RequiredBySteps.Add(stepName);

    /// <summary>The other step comes after and needs this one.</summary>
    public void RequiredBy(PipelineStep step) => RequiredBySteps.Add(step.Name);
}
