namespace CcDemo.Skr.Limits;

/// <summary>Holds attestations and releases over HTTP to the limit of simultaneous work; who asks for the status never waits.</summary>
internal sealed class WorkLimitMiddleware(RequestDelegate next, WorkPermits permits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var permit = HttpMethods.IsPost(context.Request.Method) ? await permits.TakeAsync(context.RequestAborted) : null;
        await next(context);
    }
}
