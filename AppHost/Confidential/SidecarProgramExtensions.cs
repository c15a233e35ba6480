namespace CcDemo.AppHost;

/// <summary>A local run with the sidecar as it is deployed, a native program, in place of the project's build.</summary>
internal static class SidecarProgramExtensions
{
    private const string Setting = "Skr:Executable";

    /// <summary>
    /// Has the program of the setting <c>Skr:Executable</c> run in place of the project, with the same name, environment,
    /// endpoints and health check. The pod's measured description stays that of the project.
    /// </summary>
    /// <param name="builder">The application; to be called when the sidecar is fully described.</param>
    /// <param name="sidecar">The sidecar.</param>
    /// <exception cref="DistributedApplicationException">There is no such file.</exception>
    public static void UseSidecarProgram(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> sidecar)
    {
        if (builder.ExecutionContext.IsPublishMode || builder.Configuration[Setting] is not { Length: > 0 } setting)
        {
            return;
        }

        var file = Path.GetFullPath(setting);

        if (!File.Exists(file))
        {
            throw new DistributedApplicationException($"{Setting} is '{setting}', and there is no such file. Make the program with 'dotnet publish Skr -c Release' and give its path, or leave the setting out.");
        }

        var project = sidecar.Resource;
        builder.Resources.Remove(project);
        var program = builder.AddExecutable(project.Name, file, Path.GetDirectoryName(file)!);

        // The annotations are shared, so whoever was given an endpoint of the project reaches the program.
        foreach (var annotation in project.Annotations.Where(annotation => annotation is not (IProjectMetadata or ResourceSnapshotAnnotation or ResourceCommandAnnotation)))
        {
            program.WithAnnotation(annotation);
        }

        // What was to be done before the project starts is done before the program starts.
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(
            program.Resource, (e, ct) => builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(project, e.Services), ct));
    }
}
