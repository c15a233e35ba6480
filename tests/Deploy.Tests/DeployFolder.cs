using System.Reflection;

namespace CcDemo.Deploy.Tests;

/// <summary>The folder <c>deploy/</c> of the repository.</summary>
internal static class DeployFolder
{
    /// <summary>The full path.</summary>
    public static string Path { get; } = Metadata("DeployFolder")!;

    /// <summary>The full path of a file in it.</summary>
    public static string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A value that the build has put into this assembly.</summary>
    public static string? Metadata(string key) => typeof(DeployFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(attribute => attribute.Key == key)?.Value;
}
