using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of publishing and deploying.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IDistributedApplicationPipeline
{
    /// <summary>Adds a step.</summary>
    /// <param name="name">The name, unique in the pipeline.</param>
    /// <param name="action">What it does; it fails by throwing.</param>
    /// <param name="dependsOn">A name, or several, of steps that come before.</param>
    /// <param name="requiredBy">A name, or several, of steps that come after and need it.</param>
    /// <exception cref="InvalidOperationException">There is a step of that name.</exception>
    /// <exception cref="ArgumentException">A dependency is neither a string nor several.</exception>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    /// <summary>Adds a step.</summary>
    void AddStep(PipelineStep step);

    /// <summary>Called before the steps run; may change their dependencies.</summary>
    void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback);

    /// <summary>Runs the configured step and those it depends on; without one, all steps.</summary>
    Task ExecuteAsync(PipelineContext context);
}
