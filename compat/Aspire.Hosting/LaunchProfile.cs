namespace Aspire.Hosting;

/// <summary>A profile of launchSettings.json.</summary>
public sealed class LaunchProfile
{
    /// <summary>How the project is started; "Project" is the only kind that the host uses.</summary>
    public string? CommandName { get; set; }

    /// <summary>The arguments.</summary>
    public string? CommandLineArgs { get; set; }

    /// <summary>The program, for other kinds.</summary>
    public string? ExecutablePath { get; set; }

    /// <summary>Not used by the host.</summary>
    public bool? DotnetRunMessages { get; set; }

    /// <summary>Not used by the host.</summary>
    public bool? LaunchBrowser { get; set; }

    /// <summary>The page that is opened first.</summary>
    public string? LaunchUrl { get; set; }

    /// <summary>The addresses, joined by semicolons.</summary>
    public string? ApplicationUrl { get; set; }

    /// <summary>The variables.</summary>
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
