namespace CcDemo.Dashboard.Security;

/// <summary>
/// Keeps the two listeners apart: telemetry comes in over HTTP/2, which no browser speaks without TLS, and pages go out
/// over HTTP/1.1; neither is reachable on the other's port.
/// </summary>
internal sealed class SeparateListeners(RequestDelegate next)
{
    private const string OtlpPaths = "/opentelemetry.proto.collector.";

    public Task InvokeAsync(HttpContext context)
    {
        var isOtlpListener = HttpProtocol.IsHttp2(context.Request.Protocol);
        var isOtlpPath = context.Request.Path.Value!.StartsWith(OtlpPaths, StringComparison.Ordinal);
        if (isOtlpListener == isOtlpPath)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
