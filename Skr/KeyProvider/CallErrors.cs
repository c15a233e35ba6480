using CcDemo.Skr.Errors;
using CcDemo.Skr.Limits;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CcDemo.Skr.KeyProvider;

/// <summary>Turns every failure of a call into a status with one sentence, and holds the calls to the limit of simultaneous work.</summary>
internal sealed partial class CallErrors(WorkPermits permits, ILogger<CallErrors> logger) : Interceptor
{
    private const string Hello = "/SayHello";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            using var permit = context.Method.EndsWith(Hello, StringComparison.Ordinal) ? null : await permits.TakeAsync(context.CancellationToken);
            return await continuation(request, context);
        }
        catch (RpcException e)
        {
            Log.Refused(logger, context.Method, e.Status.StatusCode, e.Status.Detail);
            throw;
        }
        catch (Exception e)
        {
            throw new RpcException(StatusOf(e, context));
        }
    }

    private Status StatusOf(Exception exception, ServerCallContext context)
    {
        if (exception is OperationCanceledException)
        {
            return TimeLimit.HasEnded(context.GetHttpContext())
                ? new Status(StatusCode.DeadlineExceeded, TimeLimit.Sentence)
                : new Status(StatusCode.Cancelled, "The caller gave the call up.");
        }

        StatusCode? code = exception switch
        {
            BadRequestException => StatusCode.InvalidArgument,
            RefusalException => StatusCode.Unknown,
            WrapFailedException => StatusCode.Internal,
            OverloadException => StatusCode.ResourceExhausted,
            _ => null,
        };
        if (code is { } known)
        {
            Log.Refused(logger, context.Method, known, exception.Message);
            return new Status(known, exception.Message);
        }

        Log.Failed(logger, context.Method, exception);
        return new Status(StatusCode.Internal, "The call failed for a reason that the log of this sidecar names.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Method} was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string method, StatusCode status, string reason);

        [LoggerMessage(LogLevel.Error, "{Method} failed.")]
        public static partial void Failed(ILogger logger, string method, Exception exception);
    }
}
