namespace Azure.Security.KeyVault.Keys;

/// <summary>Properties of keys, page by page as the vault lists them.</summary>
internal sealed class KeyPropertiesAsyncPageable(KeyVaultPipeline pipeline, string path, CancellationToken cancellationToken) : AsyncPageable<KeyProperties>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<KeyProperties>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await pipeline.GetPageAsync(path, continuationToken, KeyPropertiesPageable.Read, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
