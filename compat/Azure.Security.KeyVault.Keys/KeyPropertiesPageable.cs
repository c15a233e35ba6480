namespace Azure.Security.KeyVault.Keys;

/// <summary>Properties of keys, page by page as the vault lists them.</summary>
internal sealed class KeyPropertiesPageable(KeyVaultPipeline pipeline, string path, CancellationToken cancellationToken) : Pageable<KeyProperties>(cancellationToken)
{
    public override IEnumerable<Page<KeyProperties>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = pipeline.GetPage(path, continuationToken, Read, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    internal static KeyProperties Read(System.Text.Json.JsonElement json)
    {
        var properties = new KeyProperties();
        foreach (var property in json.EnumerateObject())
        {
            properties.Read(property);
        }

        return properties;
    }
}
