namespace CcDemo.Dashboard.Security;

/// <summary>
/// Refuses requests under a name that is not this machine's. A page of a foreign site whose name suddenly resolves to
/// 127.0.0.1 (DNS rebinding) would be of the same origin as the dashboard; its Host header gives it away.
/// </summary>
internal sealed class LocalHostsOnly(RequestDelegate next, DashboardOptions options)
{
    private readonly HashSet<string> _hosts = new(
        ["localhost", "127.0.0.1", "[::1]", .. options.PagesUrls.Select(url => url.Host), .. new[] { options.OtlpUrl, options.OtlpHttpUrl }.OfType<Uri>().Select(url => url.Host)],
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (_hosts.Contains(context.Request.Host.Host))
        {
            return next(context);
        }

        return new PlainRefusal(
            StatusCodes.Status421MisdirectedRequest,
            "The dashboard answers only under a loopback name. Open it as http://localhost with its port.").ExecuteAsync(context);
    }
}
