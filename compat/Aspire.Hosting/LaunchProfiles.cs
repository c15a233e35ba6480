using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Finds the launch profile of a project.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static NamedLaunchProfile? Select(ProjectResource project, IConfiguration configuration)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var metadata = project.GetProjectMetadata();
        var profiles = (metadata.LaunchSettings ?? Read(Path.GetDirectoryName(metadata.ProjectPath)!))?.Profiles ?? [];

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var wanted))
        {
            return profiles.TryGetValue(wanted.LaunchProfileName, out var named)
                ? new NamedLaunchProfile(wanted.LaunchProfileName, named)
                : throw new DistributedApplicationException($"Launch profile '{wanted.LaunchProfileName}' of project '{project.Name}' does not exist in {metadata.ProjectPath}'s Properties/launchSettings.json.");
        }

        if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { } name && profiles.TryGetValue(name, out var shared))
        {
            return new NamedLaunchProfile(name, shared);
        }

        var first = profiles.FirstOrDefault(p => string.Equals(p.Value.CommandName, "Project", StringComparison.OrdinalIgnoreCase));
        return first.Value is null ? null : new NamedLaunchProfile(first.Key, first.Value);
    }

    public static LaunchSettings? Read(string projectFolder)
    {
        var file = Path.Combine(projectFolder, "Properties", "launchSettings.json");

        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllBytes(file), _format) : null;
        }
        catch (JsonException error)
        {
            throw new DistributedApplicationException($"{file} is not valid: {error.Message}", error);
        }
    }
}
