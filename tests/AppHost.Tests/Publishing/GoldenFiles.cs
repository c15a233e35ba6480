using System.Runtime.CompilerServices;

namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>The files that a deployment is expected to have: the folder <c>Golden/NAME</c> beside this source file.</summary>
/// <remarks>The environment variable <c>UPDATE_GOLDEN=1</c> has the tests write them anew; the change is then read in the diff.</remarks>
internal static class GoldenFiles
{
    public static bool ToBeUpdated => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static IReadOnlyDictionary<string, string> Read(string deployment)
        => Directory.Exists(FolderOf(deployment))
            ? Directory.EnumerateFiles(FolderOf(deployment)).ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal)
            : new Dictionary<string, string>();

    public static void Update(string deployment, IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(FolderOf(deployment)))
        {
            Directory.Delete(FolderOf(deployment), recursive: true);
        }

        Directory.CreateDirectory(FolderOf(deployment));
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(FolderOf(deployment), name), content);
        }
    }

    private static string FolderOf(string deployment) => Path.Combine(SourceFolder(), "Golden", deployment);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
