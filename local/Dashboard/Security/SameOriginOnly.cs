namespace CcDemo.Dashboard.Security;

/// <summary>
/// Lets a request that changes something through only when it comes from the dashboard's own pages: browsers send
/// <c>Origin</c> with every POST, and no page can forge it. A request without it is refused as well.
/// </summary>
internal sealed class SameOriginOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var ownOrigin = $"{request.Scheme}://{request.Host}";
        if (string.Equals(request.Headers.Origin.ToString(), ownOrigin, StringComparison.OrdinalIgnoreCase))
        {
            return await next(context);
        }

        return new PlainRefusal(
            StatusCodes.Status403Forbidden,
            $"A command must come from the dashboard's own page: send it with the header 'Origin: {ownOrigin}'.");
    }
}
