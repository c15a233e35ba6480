namespace CcDemo.Skr.Limits;

/// <summary>Holds attestations and releases over HTTP to the limit of simultaneous work; who asks for the status never waits.</summary>
internal sealed class WorkLimitMiddleware(RequestDelegate next, WorkPermits permits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A call of gRPC is a POST as well; it takes its permit where its refusal can be told.
        var isWork = HttpMethods.IsPost(context.Request.Method) && !HttpProtocol.IsHttp2(context.Request.Protocol);
        using var permit = isWork ? await permits.TakeAsync(context.RequestAborted) : null;
        await next(context);
    }
}
