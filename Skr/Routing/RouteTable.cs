namespace CcDemo.Skr.Routing;

/// <summary>
/// Finds what answers at a path as the Go sidecar does: paths are case-sensitive, another method is "not found", and a
/// trailing slash is redirected away. A table in place of the framework's routing, which takes a tenth of the start.
/// </summary>
internal sealed class RouteTable(IServiceProvider services)
{
    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);

    /// <summary>A service of the sidecar's.</summary>
    public T Service<T>()
        where T : notnull
        => services.GetRequiredService<T>();

    public void Any(string path, RequestDelegate answer) => _routes.Add(path, Route.To(null, path, answer));

    public void Get(string path, RequestDelegate answer) => _routes.Add(path, Route.To(HttpMethods.Get, path, answer));

    public void Post(string path, RequestDelegate answer) => _routes.Add(path, Route.To(HttpMethods.Post, path, answer));

    public Task AnswerAsync(HttpContext context)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return NotFoundAsync(context);
        }

        var (path, method) = (context.Request.Path.Value ?? string.Empty, context.Request.Method);
        if (Find(path, method) is { } route)
        {
            context.SetEndpoint(route.Endpoint);
            return route.Answer(context);
        }

        return path.EndsWith('/') && Find(path[..^1], method) is { Method: not null } ? RedirectAsync(context, path[..^1]) : NotFoundAsync(context);
    }

    private Route? Find(string path, string method) => _routes.TryGetValue(path, out var route) && route.Answers(method) ? route : null;

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
}
