using Aspire.Hosting.Pipelines;

namespace CcDemo.AppHost;

/// <summary>Turns projects of the model into the containers that are published.</summary>
internal static class PublishedContainers
{
    /// <summary>The user that .NET's base images have for applications.</summary>
    private const int ApplicationUser = 1654;

    /// <summary>The container of a project. Its endpoints must have their addresses (<see cref="ClusterAddresses"/>).</summary>
    /// <exception cref="DistributedApplicationException">A variable holds a secret, which would end up in a file.</exception>
    public static async Task<PublishedContainer> CreateAsync(
        ProjectResource project, DeploymentSettings settings, Func<string, string> image, PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var resolution = new ValueProviderContext { ExecutionContext = context.ExecutionContext, Caller = project };
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);

        foreach (var (name, value) in await ContainerEnvironment.ReadAsync(project, context.ExecutionContext, context.Logger, ct))
        {
            if (HasSecret(value))
            {
                throw new DistributedApplicationException(
                    $"The variable {name} of '{project.Name}' holds a secret parameter, and published files carry no secrets: mount a Secret instead.");
            }

            environment[name] = value is IValueProvider provider
                ? await provider.GetValueAsync(resolution, ct) ?? ""
                : value.ToString() ?? "";
        }

        var isSidecar = project.IsSidecar();
        if (!isSidecar)
        {
            // .NET's diagnostics would want a writable folder.
            environment["DOTNET_EnableDiagnostics"] = "0";
        }

        return new PublishedContainer(
            project.Name,
            image(ProgramOf(project)),
            environment,
            [.. project.Annotations.OfType<MountAnnotation>()],
            isSidecar ? null : project.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").TargetPort,
            isSidecar ? settings.SidecarUser : ApplicationUser,
            isSidecar ? ContainerLimits.Sidecar : ContainerLimits.Service);
    }

    /// <summary>The program that a project is, in lower case: the name of its image.</summary>
    public static string ProgramOf(ProjectResource project)
        => Path.GetFileNameWithoutExtension(project.GetProjectMetadata().ProjectPath).ToLowerInvariant();

    private static bool HasSecret(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        IValueWithReferences expression => expression.References.Any(HasSecret),
        _ => false,
    };
}
