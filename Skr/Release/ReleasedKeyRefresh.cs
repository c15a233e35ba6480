using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>Renews the keys that are kept, by a new attestation and release each, before they are too old.</summary>
internal sealed partial class ReleasedKeyRefresh(
    ReleasedKeyCache cache,
    Lazy<KeyReleaser> releaser,
    IOptions<ReleaseOptions> options,
    TimeProvider time,
    ILogger<ReleasedKeyRefresh> logger) : BackgroundService
{
    private const int SweepsPerAge = 8;
    private static readonly TimeSpan _shortestPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.CacheAge == TimeSpan.Zero)
        {
            return;
        }

        var pause = options.Value.CacheAge / SweepsPerAge;
        using var timer = new PeriodicTimer(pause > _shortestPause ? pause : _shortestPause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var request in cache.Sweep())
            {
                await RenewAsync(request, stoppingToken);
            }
        }
    }

    private async Task RenewAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var key = await releaser.Value.ReleaseAnewAsync(request, cancellationToken);
        }
        catch (RefusalException e)
        {
            // A refusal has dropped the key already; one that is merely out of reach is kept until it is too old.
            Log.NotRenewed(logger, request.Key.ToString(), e.IsOutage, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            cache.Drop(request);
            Log.Failed(logger, request.Key.ToString(), e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The cached key {Key} was not renewed (kept for now: {IsKept}): {Reason}")]
        public static partial void NotRenewed(ILogger logger, string key, bool isKept, string reason);

        [LoggerMessage(LogLevel.Error, "The cached key {Key} was dropped, since renewing it failed.")]
        public static partial void Failed(ILogger logger, string key, Exception exception);
    }
}
