using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>Reads a request's body, compressed or not, up to a limit that holds before and after decompression.</summary>
internal static class LimitedBody
{
    private const int Chunk = 81_920;

    /// <summary>Whether the body's content encoding can be read: none or gzip.</summary>
    public static bool CanRead(HttpRequest request) => IsPlain(request) || IsGzip(request);

    /// <summary>The body, or null when it is larger than the limit.</summary>
    /// <exception cref="InvalidDataException">It is not gzip although it is said to be.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        try
        {
            if (IsPlain(request))
            {
                return await ReadAsync(request.Body, limit, ct);
            }

            await using var gzip = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
            return await ReadAsync(gzip, limit, ct);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var chunk = new byte[Chunk];
        int count;
        while ((count = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (body.Length + count > limit)
            {
                return null;
            }

            body.Write(chunk, 0, count);
        }

        return body.ToArray();
    }

    private static bool IsPlain(HttpRequest request) => request.Headers.ContentEncoding.ToString() is "" or "identity";

    private static bool IsGzip(HttpRequest request) => request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase);
}
