using System.Runtime.InteropServices;

namespace CcDemo.Skr.Bench;

/// <summary>Where things are in the repository.</summary>
internal static class Repository
{
    /// <summary>The binary that <c>dotnet publish Skr -c Release</c> makes.</summary>
    public static string NativeSidecar => Path.Combine(Root, "Skr", "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish", "CcDemo.Skr");

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;

            while (folder is not null && !File.Exists(Path.Combine(folder, "CcDemo.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? Environment.CurrentDirectory;
        }
    }
}
