using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CcDemo.Producer.Keys;

/// <summary>Degraded, with what is wrong and what to do, while the source of the public key gives none that can be used.</summary>
internal sealed class KeyHealth : IHealthCheck
{
    private volatile string? _problem;

    /// <summary>A sentence; null when all is well.</summary>
    public string? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
