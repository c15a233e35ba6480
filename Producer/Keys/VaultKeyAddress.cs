using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CcDemo.Producer.Keys;

/// <summary>A key in a vault: <c>https://VAULT/keys/NAME</c>, with a version when one is meant.</summary>
/// <param name="Vault">The vault.</param>
/// <param name="Name">The key's name.</param>
/// <param name="Version">The version; null for the newest that can be used.</param>
internal sealed partial record VaultKeyAddress(Uri Vault, string Name, string? Version)
{
    /// <summary>NAME/VERSION.</summary>
    public string KeyId => $"{Name}/{Version}";

    /// <summary>Reads one; only https is taken, since a token goes there.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VaultKeyAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttps
            || url.UserInfo.Length > 0
            || Path().Match(url.PathAndQuery + url.Fragment) is not { Success: true } path)
        {
            return false;
        }

        address = new VaultKeyAddress(new Uri(url.GetLeftPart(UriPartial.Authority)), path.Groups["name"].Value, path.Groups["version"] is { Success: true } version ? version.Value : null);
        return true;
    }

    public override string ToString() => $"{Vault}keys/{Name}{(Version is null ? "" : $"/{Version}")}";

    [GeneratedRegex(@"^/keys/(?<name>[A-Za-z0-9-]{1,127})(/(?<version>[A-Za-z0-9]{1,64}))?/?\z")]
    private static partial Regex Path();
}
