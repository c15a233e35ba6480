using System.Text.Json;

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
    public static Answer<JsonElement> Json(string program, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Answer<JsonElement>.Of(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return Answer<JsonElement>.None($"{program} answered no JSON");
        }
    }
}
