using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

/// <summary>Ends what takes too long.</summary>
internal sealed class TimeLimitMiddleware(RequestDelegate next, IOptions<LimitOptions> limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        using var timer = new CancellationTokenSource(limits.Value.RequestTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, aborted);
        var limit = new TimeLimit(timer.Token);
        context.Features.Set(limit);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set<TimeLimit>(null);
            context.RequestAborted = aborted;
        }
    }
}
