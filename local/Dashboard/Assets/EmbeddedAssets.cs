using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CcDemo.Dashboard.Assets;

/// <summary>The style sheet, script and icon, which are embedded in the assembly: no folder has to be found at run time.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "wwwroot/";

    /// <summary>Maps <c>/assets/NAME</c>.</summary>
    public static void MapEmbeddedAssets(this WebApplication app)
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            var type = ContentType(name);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
            app.MapGet($"/assets/{name}", FileContentHttpResult (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return TypedResults.File(content, type, entityTag: tag);
            });
        }
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"wwwroot/{name} has the extension '{other}', for which no content type is known: add it to {nameof(EmbeddedAssets)}."),
    };
}
