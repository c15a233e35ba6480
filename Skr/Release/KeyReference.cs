using System.Text.RegularExpressions;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>The key that a caller asks for: <c>NAME</c> or <c>NAME/VERSION</c>.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="Version">The key's version; null for the latest.</param>
internal sealed partial record KeyReference(string Name, string? Version)
{
    /// <exception cref="BadRequestException">The text is of another form.</exception>
    public static KeyReference Parse(string kid)
    {
        var match = Form().Match(kid);
        return match.Success
            ? new KeyReference(match.Groups["name"].Value, match.Groups["version"] is { Success: true, Value: { Length: > 0 } version } ? version : null)
            : throw new BadRequestException("The value of 'kid' is not of the form NAME or NAME/VERSION (letters, digits and hyphens).");
    }

    /// <summary>Whether a key's identifier in a vault (<c>https://VAULT/keys/NAME[/VERSION]</c>) names this key.</summary>
    public bool Matches(string identifier, string vaultHost)
        => Uri.TryCreate(identifier, UriKind.Absolute, out var url)
            && string.Equals(url.IdnHost, vaultHost, StringComparison.OrdinalIgnoreCase)
            && url.AbsolutePath.Split('/') is ["", "keys", var name, .. var rest]
            && string.Equals(name, Name, StringComparison.OrdinalIgnoreCase)
            && (Version is null || (rest is [var version] && string.Equals(version, Version, StringComparison.OrdinalIgnoreCase)));

    public override string ToString() => Version is null ? Name : $"{Name}/{Version}";

    [GeneratedRegex(@"\A(?<name>[0-9A-Za-z-]{1,127})(/(?<version>[0-9A-Za-z]{0,64}))?\z")]
    private static partial Regex Form();
}
