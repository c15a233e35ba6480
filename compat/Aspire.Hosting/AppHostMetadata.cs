using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What the build writes into the assembly of an AppHost.</summary>
internal static class AppHostMetadata
{
    /// <summary>The folder of the AppHost's project.</summary>
    public const string ProjectPath = "apphostprojectpath";

    /// <summary>The built output of the dashboard.</summary>
    public const string DashboardPath = "aspiredashboardpath";

    /// <summary>The project file of the dashboard.</summary>
    public const string DashboardProject = "aspiredashboardproject";

    /// <summary>Followed by the path of a project file: its built output.</summary>
    public const string OutputPrefix = "aspireprojectoutput:";

    public static string? Find(Assembly? assembly, string key)
        => assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase))?.Value is { Length: > 0 } value ? value : null;
}
