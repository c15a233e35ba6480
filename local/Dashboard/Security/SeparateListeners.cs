using CcDemo.Dashboard.Telemetry.Intake;

namespace CcDemo.Dashboard.Security;

/// <summary>Keeps the listeners apart: pages, OTLP over gRPC and OTLP over HTTP are each reachable at their own address only.</summary>
internal sealed class SeparateListeners(RequestDelegate next)
{
    private const string GrpcPaths = "/opentelemetry.proto.collector.";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var purpose = path.StartsWith(GrpcPaths, StringComparison.Ordinal) ? Listener.OtlpGrpc
            : OtlpHttpEndpoints.Paths.Contains(path) ? Listener.OtlpHttp
            : Listener.Pages;
        if (purpose == Listener.Of(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
