using CcDemo.Skr.Hardware;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CcDemo.Skr.Health;

/// <summary>
/// What <c>/health</c> says of attestation. It is never "unhealthy": a provider that is down, or that refuses this guest,
/// is no reason to take the pod's other containers out of service; "degraded" says it, and the text says why.
/// </summary>
internal sealed class AttestationHealth(AttestationState state, ISnpDevice device) : IHealthCheck
{
    public const string Name = "attestation";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Check());

    private HealthCheckResult Check() => (device.Name, state.Last) switch
    {
        (null, _) => HealthCheckResult.Degraded("this is not an SEV-SNP guest, so nothing can be attested."),
        (var name, null) => HealthCheckResult.Healthy($"nothing was attested yet; reports come from {name}."),
        (var name, { Problem: null } last) => HealthCheckResult.Healthy($"attested by {last.Provider} at {last.Time:yyyy-MM-dd HH:mm:ss} UTC; reports come from {name}."),
        (_, { } last) => HealthCheckResult.Degraded($"not attested with {last.Provider} at {last.Time:yyyy-MM-dd HH:mm:ss} UTC: {last.Problem}"),
    };
}
