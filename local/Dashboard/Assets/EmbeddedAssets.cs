using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.Dashboard.Assets;

/// <summary>The files that the pages load, which are embedded in the assembly: no folder has to be found at run time.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "wwwroot";

    /// <summary>Maps each file at its path below <c>wwwroot</c>. It is read when it is first asked for.</summary>
    public static void MapEmbeddedAssets(this WebApplication app)
    {
        foreach (var resource in typeof(EmbeddedAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var asset = new Lazy<EmbeddedAsset>(() => EmbeddedAsset.Read(resource));
            app.MapGet(resource[Prefix.Length..], FileContentHttpResult (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return TypedResults.File(asset.Value.Content, asset.Value.ContentType, entityTag: asset.Value.Tag);
            });
        }
    }
}
