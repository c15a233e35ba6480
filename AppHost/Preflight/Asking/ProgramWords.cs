using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>What programs write, read.</summary>
internal static class ProgramWords
{
    private const int MaxLength = 200;

    /// <summary>The last line with something in it, shortened: there a program says why it failed.</summary>
    public static string LastLine(string text)
    {
        var line = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it did not say why";
        return line.Length > MaxLength ? $"{line[..MaxLength]}..." : line;
    }

    /// <summary>The JSON that a program wrote.</summary>
    public static Answer<JsonNode> Json(string program, string text)
    {
        try
        {
            return JsonNode.Parse(text) is { } json ? Answer<JsonNode>.Of(json) : Answer<JsonNode>.None($"{program} answered null");
        }
        catch (JsonException)
        {
            return Answer<JsonNode>.None($"{program} answered no JSON");
        }
    }
}
