using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CcDemo.Dashboard.Assets;

/// <summary>A file that is embedded in the assembly.</summary>
internal sealed record EmbeddedAsset(byte[] Content, string ContentType, EntityTagHeaderValue Tag)
{
    /// <summary>Reads the resource of that name.</summary>
    /// <exception cref="InvalidOperationException">No content type is known for its extension.</exception>
    public static EmbeddedAsset Read(string resource)
    {
        using var stream = typeof(EmbeddedAsset).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new EmbeddedAsset(
            content,
            TypeOf(resource),
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\""));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"{name} has the extension '{other}', for which no content type is known: add it to {nameof(EmbeddedAsset)}."),
    };
}
