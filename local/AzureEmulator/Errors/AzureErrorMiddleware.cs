namespace CcDemo.AzureEmulator.Errors;

/// <summary>Turns every refusal and every failure into one well-formed error.</summary>
internal sealed partial class AzureErrorMiddleware(RequestDelegate next, ILogger<AzureErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (AzureErrorException e)
        {
            // A challenge is how every conversation with a vault begins, and a look at what is not there is answered by that:
            // no cause for a warning.
            var isLook = e.Status == StatusCodes.Status404NotFound && HttpMethods.IsGet(context.Request.Method);
            if (e.Status != StatusCodes.Status401Unauthorized && !isLook)
            {
                var endpoint = Endpoint(context);
                Log.Refused(logger, context.Request.Method, endpoint, e.Status, e.Code, e.Message);
            }

            await WriteAsync(context, e);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, new AzureErrorException(e.StatusCode, "BadParameter", e.Message));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var endpoint = Endpoint(context);
            Log.Failed(logger, e, context.Request.Method, endpoint);
            await WriteAsync(context, new AzureErrorException(StatusCodes.Status500InternalServerError, "InternalServerError", "The emulator failed; its log says why."));
        }
    }

    // The pattern, not the path: a guest's path holds the secret of its device.
    private static string Endpoint(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no endpoint)";

    private static Task WriteAsync(HttpContext context, AzureErrorException error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.Headers["x-ms-error-code"] = error.Code;
        return context.Response.WriteAsJsonAsync(new AzureErrorBody(new AzureErrorDetail(error.Code, error.Message, error.InnerCode is { } inner ? new AzureInnerError(inner) : null)), context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Method} {Endpoint} was refused with {Status} {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, string method, string endpoint, int status, string code, string reason);

        [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string endpoint);
    }
}
