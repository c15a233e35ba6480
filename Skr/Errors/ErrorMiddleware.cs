using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CcDemo.Skr.Limits;

namespace CcDemo.Skr.Errors;

/// <summary>Turns every failure into one well-formed <c>{"error":"sentence"}</c>; a refusal also says in which stage, in a header.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    /// <summary>A header, so that the body stays what the original sidecar's clients know.</summary>
    private const string StageHeader = "X-CcDemo-Stage";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (RefusalException e)
        {
            Log.Refused(logger, context.Request.Path, e.Message);
            await AnswerAsync(context, StatusCodes.Status403Forbidden, e.Message, stage: e.Stage);
        }
        catch (BadRequestException e)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (OverloadException e)
        {
            Log.Refused(logger, context.Request.Path, e.Message);
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message, retryAfterSeconds: 1);
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(context, e.StatusCode, $"The request cannot be read: {e.Message}");
        }
        catch (OperationCanceledException) when (TimeLimit.HasEnded(context))
        {
            Log.Refused(logger, context.Request.Path, TimeLimit.Sentence);
            await AnswerAsync(context, StatusCodes.Status504GatewayTimeout, TimeLimit.Sentence);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception e)
        {
            Log.Failed(logger, context.Request.Path, e);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "The request failed for a reason that the log of this sidecar names.");
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string sentence, int? retryAfterSeconds = null, string? stage = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
        if (stage is not null)
        {
            context.Response.Headers[StageHeader] = stage;
        }

        if (retryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("error", sentence);
            writer.WriteEndObject();
        }

        // The request's own token has said its last word when its time is up; the answer is still to be written.
        await JsonAnswer.WriteAsync(context, buffer.WrittenMemory, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Path} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string path, string reason);

        [LoggerMessage(LogLevel.Error, "{Path} failed.")]
        public static partial void Failed(ILogger logger, string path, Exception exception);
    }
}
