namespace CcDemo.Skr;

/// <summary>
/// Answers for paths as the Go sidecar does: they are case-sensitive, another method is "not found", and a trailing
/// slash is redirected away.
/// </summary>
internal sealed class ExactPathMiddleware(RequestDelegate next)
{
    private static readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal)
    {
        ["/status"] = HttpMethods.Get,
        ["/attest/raw"] = HttpMethods.Post,
        ["/attest/maa"] = HttpMethods.Post,
        ["/attest/combined"] = HttpMethods.Post,
        ["/key/release"] = HttpMethods.Post,
    };

    private static readonly string[] _probes = ["/health", "/alive"];

    public Task InvokeAsync(HttpContext context)
    {
        var (path, method) = (context.Request.Path.Value ?? string.Empty, context.Request.Method);
        if (_probes.Contains(path) || Answers(path, method))
        {
            return next(context);
        }

        if (path.EndsWith('/') && Answers(path[..^1], method))
        {
            context.Response.StatusCode = HttpMethods.IsGet(method) ? StatusCodes.Status301MovedPermanently : StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = path[..^1];
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain";
        return HttpMethods.IsHead(method) ? Task.CompletedTask : context.Response.WriteAsync("404 page not found");
    }

    private static bool Answers(string path, string method)
        => _methods.TryGetValue(path, out var expected) && HttpMethods.Equals(expected, method);
}
