using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps that every pipeline has.</summary>
internal static class WellKnownSteps
{
    public static IEnumerable<PipelineStep> Create() =>
    [
        New(WellKnownPipelineSteps.ProcessParameters, ResolveParametersAsync),
        New(WellKnownPipelineSteps.PublishPrereq, dependsOn: WellKnownPipelineSteps.ProcessParameters),
        New(WellKnownPipelineSteps.DeployPrereq, dependsOn: WellKnownPipelineSteps.ProcessParameters),
        New(WellKnownPipelineSteps.BuildPrereq, dependsOn: WellKnownPipelineSteps.ProcessParameters),
        New(WellKnownPipelineSteps.PushPrereq, dependsOn: WellKnownPipelineSteps.ProcessParameters),
        New(WellKnownPipelineSteps.Publish),
        New(WellKnownPipelineSteps.Deploy),
        New(WellKnownPipelineSteps.Build),
        New(WellKnownPipelineSteps.Push),
        New(WellKnownPipelineSteps.Diagnostics),
    ];

    /// <summary>The steps that the projects of the model bring with them.</summary>
    public static IEnumerable<PipelineStep> CreateFor(DistributedApplicationModel model)
        => model.GetProjectResources().Where(project => !project.IsExcludedFromPublish()).SelectMany(project => new[]
        {
            NoImages($"build-{project.Name}", project, WellKnownPipelineTags.BuildCompute, WellKnownPipelineSteps.Build, WellKnownPipelineSteps.BuildPrereq),
            NoImages($"push-{project.Name}", project, WellKnownPipelineTags.PushContainerImage, WellKnownPipelineSteps.Push, $"build-{project.Name}", WellKnownPipelineSteps.PushPrereq),
        });

    private static PipelineStep New(string name, Func<PipelineStepContext, Task>? action = null, string? dependsOn = null)
        => new() { Name = name, Action = action ?? (_ => Task.CompletedTask), DependsOnSteps = dependsOn is null ? [] : [dependsOn] };

    private static PipelineStep NoImages(string name, IResource project, string tag, string requiredBy, params string[] dependsOn) => new()
    {
        Name = name,
        Resource = project,
        Tags = [tag],
        DependsOnSteps = [.. dependsOn],
        RequiredBySteps = [requiredBy],
        Action = _ => throw new DistributedApplicationException(
            $"Step '{name}': this host builds and pushes no container images. Use 'dotnet publish -t:PublishContainer', or run with the Aspire packages (UseAspirePackages=true)."),
    };

    private static async Task ResolveParametersAsync(PipelineStepContext context)
    {
        foreach (var parameter in context.Model.Resources.OfType<ParameterResource>())
        {
            await parameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        }
    }
}
