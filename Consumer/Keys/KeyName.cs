using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CcDemo.Consumer.Keys;

/// <summary>A key in a vault: its name and, when one is meant, its version.</summary>
internal sealed partial record KeyName(string Name, string? Version)
{
    /// <summary>Reads NAME or NAME/VERSION.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KeyName? key)
    {
        var match = Form().Match(text ?? "");
        key = match.Success ? new KeyName(match.Groups["name"].Value, match.Groups["version"] is { Success: true } version ? version.Value : null) : null;
        return match.Success;
    }

    public override string ToString() => Version is null ? Name : $"{Name}/{Version}";

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9-]{1,127})(/(?<version>[A-Za-z0-9-]{1,64}))?\z")]
    private static partial Regex Form();
}
