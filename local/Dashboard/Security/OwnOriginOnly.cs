using Microsoft.Net.Http.Headers;

namespace CcDemo.Dashboard.Security;

/// <summary>
/// Lets requests that change something, and connections to the Blazor hub, through only when they come from the dashboard's own
/// pages: browsers send <c>Origin</c> with them, and no page can forge it. One without it is refused as well.
/// </summary>
internal sealed class OwnOriginOnly(RequestDelegate next)
{
    private const string Hub = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var ownOrigin = $"{request.Scheme}://{request.Host}";
        if (Listener.Of(context) != Listener.Pages || !IsGuarded(request, origin) || string.Equals(origin, ownOrigin, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        return new PlainRefusal(
            StatusCodes.Status403Forbidden,
            $"This must come from the dashboard's own page: send it with the header 'Origin: {ownOrigin}'.").ExecuteAsync(context);
    }

    /// <summary>A page's own GET carries no Origin, but for a WebSocket.</summary>
    private static bool IsGuarded(HttpRequest request, string origin)
        => !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || (request.Path.StartsWithSegments(Hub) && (origin.Length > 0 || request.Headers.ContainsKey(HeaderNames.Upgrade)));
}
