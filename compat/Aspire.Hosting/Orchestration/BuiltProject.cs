using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>How a built project is started.</summary>
internal static class BuiltProject
{
    /// <summary>The folder of the dotnet that runs the AppHost.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <exception cref="DistributedApplicationException">It is not built.</exception>
    public static (string FileName, string[] Arguments) Command(string output, string who)
    {
        if (!File.Exists(output))
        {
            throw new DistributedApplicationException($"{who}: {output} does not exist. Build the AppHost again.");
        }

        var executable = Path.ChangeExtension(output, OperatingSystem.IsWindows() ? "exe" : null)!.TrimEnd('.');
        return File.Exists(executable)
            ? (executable, [])
            : (Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [output]);
    }
}
