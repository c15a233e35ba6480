namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands that the host gives projects and executables.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts the resource.</summary>
    public static readonly string StartCommand = "resource-start";

    /// <summary>Stops the resource.</summary>
    public static readonly string StopCommand = "resource-stop";

    /// <summary>Stops the resource and starts it again.</summary>
    public static readonly string RestartCommand = "resource-restart";
}
