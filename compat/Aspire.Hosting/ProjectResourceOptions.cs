namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; by default the one of the AppHost if the project has it, else the first.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether the launch profile is left out.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
