using System.Text.Json;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace CcDemo.AppHost;

/// <summary>The file of <c>--parameters FILE</c>: one JSON object of parameter names and values.</summary>
internal static class ParametersFile
{
    /// <summary>The configuration key that names the file.</summary>
    public const string Setting = "Pipeline:ParametersFile";

    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Takes the file's values as parameters; environment variables and the command line have the last word.</summary>
    /// <exception cref="DistributedApplicationException">The file is missing or not of this form.</exception>
    public static IDistributedApplicationBuilder AddParametersFile(this IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { Length: > 0 } path)
        {
            return builder;
        }

        var sources = builder.Configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource);
        sources.Insert(Math.Max(environment, 0), new MemoryConfigurationSource { InitialData = Read(path) });
        return builder;
    }

    /// <summary>The parameters of a file, as configuration keys.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), _lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create<string, string?>($"Parameters:{member.Name}", Text(member, path)))]
                : throw new DistributedApplicationException($"The parameters file '{path}' is not a JSON object of names and values.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The parameters file '{path}' cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"The parameters file '{path}' is not valid JSON: {e.Message}");
        }
    }

    private static string Text(JsonProperty member, string path) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
        JsonValueKind.Array when member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            => string.Join(',', member.Value.EnumerateArray().Select(item => item.GetString())),
        _ => throw new DistributedApplicationException($"'{member.Name}' in the parameters file '{path}' is neither a text, a number, a boolean nor a list of texts."),
    };
}
