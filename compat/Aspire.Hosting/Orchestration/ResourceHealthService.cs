using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the health checks of each resource while it runs, and says when it is ready.</summary>
internal sealed class ResourceHealthService(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services) : BackgroundService
{
    // What others wait for is asked for often at first, and ever more rarely when it takes its time.
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _unhealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _healthy = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, CancellationTokenSource> _monitors = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var e in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                var isRunning = e.Snapshot.State?.Text == KnownResourceStates.Running;

                if (isRunning && !_monitors.ContainsKey(e.ResourceId))
                {
                    var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    _monitors.Add(e.ResourceId, end);
                    _ = MonitorAsync(e.Resource, end.Token);
                }
                else if (!isRunning && _monitors.Remove(e.ResourceId, out var end))
                {
                    await end.CancelAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private async Task MonitorAsync(IResource resource, CancellationToken ct)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).ToHashSet();
        var isReady = false;
        var pause = _first;

        try
        {
            while (true)
            {
                var isHealthy = keys.Count == 0 || await CheckAsync(resource, keys, ct).ConfigureAwait(false);

                if (isHealthy && !isReady)
                {
                    isReady = true;
                    var ready = eventing.PublishAsync(new ResourceReadyEvent(resource, services), EventDispatchBehavior.BlockingSequential, ct);
                    await notifications.PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Running ? s with { Ready = ready } : s).ConfigureAwait(false);
                }

                if (keys.Count == 0)
                {
                    return;
                }

                pause = isHealthy ? _healthy : isReady ? _unhealthy : TimeSpan.FromTicks(Math.Min(pause.Ticks * 9 / 8, _unhealthy.Ticks));
                await Task.Delay(pause, ct).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The resource does not run any more.
        }
    }

    private async Task<bool> CheckAsync(IResource resource, HashSet<string> keys, CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), ct).ConfigureAwait(false);
        var now = DateTime.UtcNow;

        ImmutableArray<HealthReportSnapshot> reports =
        [
            .. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
                ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = now }
                : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"No health check is registered under '{key}'.", null)),
        ];

        await notifications.PublishUpdateAsync(resource, s => s with { HealthReports = reports }).ConfigureAwait(false);
        return reports.All(r => r.Status == HealthStatus.Healthy);
    }
}
