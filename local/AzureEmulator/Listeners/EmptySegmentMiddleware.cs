namespace CcDemo.AzureEmulator.Listeners;

/// <summary>Takes empty path segments out: the vault's clients leave one where a key's version would stand.</summary>
internal sealed class EmptySegmentMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
        {
            context.Request.Path = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }

        return next(context);
    }
}
