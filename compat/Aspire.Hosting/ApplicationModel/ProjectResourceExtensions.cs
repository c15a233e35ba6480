namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of projects.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The projects of the model.</summary>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Where the project is.</summary>
    /// <exception cref="InvalidOperationException">The resource was not added by <c>AddProject</c>.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);
        return projectResource.Annotations.OfType<IProjectMetadata>().LastOrDefault()
            ?? throw new InvalidOperationException($"The resource '{projectResource.Name}' has no project metadata; add it by AddProject.");
    }
}
