using CcDemo.Skr.Errors;
using Grpc.Core;

namespace CcDemo.Skr.KeyProvider;

/// <summary>The original calls everything that keeps it from a report a failed precondition, unreadable runtime data included.</summary>
internal static class Precondition
{
    /// <exception cref="RpcException">There is no report; <see cref="StatusCode.FailedPrecondition"/>.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> get)
    {
        try
        {
            return await get();
        }
        catch (Exception e) when (e is RefusalException or BadRequestException)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, e.Message));
        }
    }
}
