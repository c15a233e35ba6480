using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Versions as programs write them: <c>2.60.0</c>, <c>v1.29.2-aks</c>, <c>0.5.170b1</c>.</summary>
internal static partial class VersionText
{
    /// <summary>Whether a version is not older than another; what follows its numbers does not count.</summary>
    /// <returns>False as well for a text that is no version.</returns>
    public static bool IsAtLeast(string text, string least)
        => Parse(text) is { } version && Parse(least) is { } limit && version >= limit;

    private static Version? Parse(string text)
        => VersionPattern().Match(text) is { Success: true } match && Version.TryParse(match.Groups[1].Value, out var version)
            ? new Version(version.Major, version.Minor, Math.Max(version.Build, 0))
            : null;

    [GeneratedRegex(@"^v?([0-9]+\.[0-9]+(\.[0-9]+)?)")]
    private static partial Regex VersionPattern();
}
