using System.Text.Json;

namespace CcDemo.Deploy.Tests;

/// <summary>The template's parameter files that the AppHost's <c>publish</c> writes, as its own tests hold them fast.</summary>
internal static class PublishedSets
{
    private static readonly string _folder = DeployFolder.File("../tests/AppHost.Tests/Publishing/Golden");

    /// <summary>The full paths of all of them.</summary>
    public static IReadOnlyList<string> ParameterFiles
        => [.. Directory.EnumerateFiles(_folder, "main.parameters.json", SearchOption.AllDirectories).Select(Path.GetFullPath).Order(StringComparer.Ordinal)];

    /// <summary>The file of one set.</summary>
    public static string ParameterFile(string set) => Path.Combine(_folder, set, "main.parameters.json");

    /// <summary>The parameters in a file.</summary>
    public static Dictionary<string, string> Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("parameters")
        .EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetProperty("value").ToString());
}
