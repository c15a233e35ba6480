using CcDemo.Skr.Audit;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr;

/// <summary>
/// Answers for paths as the Go sidecar does: they are case-sensitive, another method is "not found", and a trailing
/// slash is redirected away. What comes by HTTP/2 is a call of gRPC, or not found either.
/// </summary>
internal sealed class ExactPathMiddleware(RequestDelegate next, IOptions<AuditOptions> audit)
{
    private static readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal)
    {
        ["/status"] = HttpMethods.Get,
        ["/attest/raw"] = HttpMethods.Post,
        ["/attest/maa"] = HttpMethods.Post,
        ["/attest/combined"] = HttpMethods.Post,
        ["/key/release"] = HttpMethods.Post,
        [AuditEndpoints.Path] = HttpMethods.Get,
    };

    private static readonly string[] _probes = ["/health", "/alive"];

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) is true ? next(context) : NotFoundAsync(context);
        }

        var (path, method) = (context.Request.Path.Value ?? string.Empty, context.Request.Method);
        if (_probes.Contains(path) || Answers(path, method))
        {
            return next(context);
        }

        if (path.EndsWith('/') && Answers(path[..^1], method))
        {
            return RedirectAsync(context, path[..^1]);
        }

        return NotFoundAsync(context);
    }

    private static Task RedirectAsync(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"<a href=\"{path}\">Moved Permanently</a>.\n\n");
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync("404 page not found");
    }

    private bool Answers(string path, string method)
        => _methods.TryGetValue(path, out var expected)
            && HttpMethods.Equals(expected, method)
            && (path != AuditEndpoints.Path || audit.Value.Records > 0);
}
