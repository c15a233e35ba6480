using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project gets by itself: the endpoints and variables of its launch profile, and where it has to listen.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<ProjectResource> WithProjectDefaults(this IResourceBuilder<ProjectResource> project)
    {
        var application = project.ApplicationBuilder;
        var profile = LaunchProfiles.Select(project.Resource, application.Configuration);
        AddProfileEndpoints(project, profile?.Profile, application.ExecutionContext);

        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");

        if (application.ExecutionContext.IsPublishMode)
        {
            return project.WithEnvironment(SetPorts);
        }

        return project.WithEnvironment(context => SetRunVariables(context, application.Environment, profile)).WithEnvironment(SetUrls);
    }

    private static void AddProfileEndpoints(IResourceBuilder<ProjectResource> project, LaunchProfile? profile, DistributedApplicationExecutionContext execution)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

        foreach (var url in profile?.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = new Uri(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal));
            var name = address.Scheme;

            for (var i = 2; !names.Add(name); i++)
            {
                name = $"{address.Scheme}{i}";
            }

            project.WithEndpoint(name, endpoint =>
            {
                endpoint.UriScheme = address.Scheme;
                endpoint.FromLaunchProfile = true;
                endpoint.Port = execution.IsRunMode ? address.Port : null;
            });
        }
    }

    private static void SetRunVariables(EnvironmentCallbackContext context, IHostEnvironment environment, NamedLaunchProfile? profile)
    {
        var variables = context.EnvironmentVariables;

        if (environment.IsDevelopment())
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["LOGGING__CONSOLE__FORMATTEROPTIONS__TIMESTAMPFORMAT"] = LogTimestamp.Format;
        }

        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";

        if (profile is null)
        {
            return;
        }

        variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;

        foreach (var (name, value) in profile.Profile.EnvironmentVariables)
        {
            variables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
        }
    }

    private static void SetUrls(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;

        if (variables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();

        foreach (var endpoint in Injected(context.Resource))
        {
            if (endpoint.IsHttps)
            {
                variables.TryAdd("ASPNETCORE_HTTPS_PORT", endpoint.Property(EndpointProperty.Port));
            }

            if (!urls.IsEmpty)
            {
                urls.AppendLiteral(";");
            }

            urls.Append($"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }

        if (!urls.IsEmpty)
        {
            variables["ASPNETCORE_URLS"] = urls.Build();
        }
    }

    private static void SetPorts(EnvironmentCallbackContext context)
    {
        if (context.Resource.HasAnnotationOfType<EndpointAnnotation>() && !context.Resource.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
        {
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }

        foreach (var (scheme, variable) in new[] { ("http", "HTTP_PORTS"), ("https", "HTTPS_PORTS") })
        {
            var ports = new ReferenceExpressionBuilder();

            // A container is not set up for the https endpoint that comes from the launch profile.
            foreach (var endpoint in Injected(context.Resource).Where(e => e.Scheme == scheme && !(e.IsHttps && e.EndpointAnnotation.FromLaunchProfile)))
            {
                if (!ports.IsEmpty)
                {
                    ports.AppendLiteral(";");
                }

                ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
            }

            if (!ports.IsEmpty)
            {
                context.EnvironmentVariables[variable] = ports.Build();
            }
        }
    }

    private static IEnumerable<EndpointReference> Injected(IResource project)
        => ((IResourceWithEndpoints)project).GetEndpoints().Where(endpoint =>
            (endpoint.IsHttp || endpoint.IsHttps)
            && endpoint.EndpointAnnotation.TargetPortEnvironmentVariable is null
            && project.Annotations.OfType<EndpointFilterAnnotation>().All(a => a.Filter(endpoint.EndpointAnnotation)));
}
