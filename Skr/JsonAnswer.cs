using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcDemo.Skr;

/// <summary>How answers are written: JSON as the Go sidecar writes it.</summary>
internal static class JsonAnswer
{
    /// <summary>Quotes are escaped as <c>\"</c>: what comes out goes into no HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json) => WriteAsync(context, json, context.RequestAborted);

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(json, cancellationToken);
    }
}
