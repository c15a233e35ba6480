namespace Azure.Security.KeyVault.Keys;

/// <summary>A key's identifier taken apart: <c>https://HOST/keys/NAME[/VERSION]</c>.</summary>
internal readonly record struct KeyIdentifier(Uri VaultUri, string Name, string Version)
{
    public static KeyIdentifier Parse(Uri id)
    {
        var segments = id.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length is not (2 or 3) || segments[0] != "keys")
        {
            throw new ArgumentException($"'{id}' is not the identifier of a key: expected https://HOST/keys/NAME or https://HOST/keys/NAME/VERSION.", nameof(id));
        }

        return new KeyIdentifier(
            new Uri($"{id.Scheme}://{id.Authority}"),
            Uri.UnescapeDataString(segments[1]),
            segments.Length == 3 ? segments[2] : null);
    }
}
