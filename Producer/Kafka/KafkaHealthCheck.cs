using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CcDemo.Producer.Kafka;

/// <summary>Ready unless the brokers are known to be out of reach.</summary>
internal sealed class KafkaHealthCheck(KafkaProducer producer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(producer.Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());
}
