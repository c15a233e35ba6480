using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Routing;

/// <summary>
/// Answers under this machine's own names only: a web page that has its own name resolve to 127.0.0.1 (DNS rebinding)
/// must not get through, whatever is spoken.
/// </summary>
internal sealed class HostNameMiddleware(RequestDelegate next)
{
    /// <exception cref="BadRequestException">The request names another host, or none.</exception>
    public Task InvokeAsync(HttpContext context)
        => IsThisMachine(context.Request.Host.Host)
            ? next(context)
            : throw new BadRequestException("The request's Host names another machine; this sidecar answers to localhost, 127.0.0.1 and [::1].");

    private static bool IsThisMachine(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]";
}
