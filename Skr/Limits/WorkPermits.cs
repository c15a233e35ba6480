using System.Threading.RateLimiting;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

/// <summary>So many attestations and releases run at once, so many more wait, and the rest is turned away. HTTP and gRPC share them.</summary>
internal sealed class WorkPermits(IOptions<LimitOptions> options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.Concurrent,
        QueueLimit = options.Value.Queued,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>How many turns there were.</summary>
    public long Taken => _limiter.GetStatistics()?.TotalSuccessfulLeases ?? 0;

    /// <summary>Waits for a turn.</summary>
    /// <returns>The turn; it ends when this is disposed.</returns>
    /// <exception cref="OverloadException">Too many are waiting already.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(1, cancellationToken);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw new OverloadException($"The sidecar is at work on {options.Value.Concurrent} requests and {options.Value.Queued} more are waiting; try again in a moment.");
    }

    public void Dispose() => _limiter.Dispose();
}
