namespace CcDemo.AzureEmulator.Metadata;

/// <summary>Wants the header <c>Metadata: true</c>, which a request that was merely redirected or forged in a browser lacks.</summary>
internal sealed class MetadataHeaderFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => string.Equals(context.HttpContext.Request.Headers["Metadata"], "true", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : ValueTask.FromResult<object?>(Results.Json(new MetadataError("invalid_request", "Required metadata header not specified"), MetadataError.Json, statusCode: StatusCodes.Status400BadRequest));
}
