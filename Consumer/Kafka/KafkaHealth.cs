using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CcDemo.Consumer.Kafka;

/// <summary>Ready unless the brokers are known to be out of reach.</summary>
internal sealed class KafkaHealth : IHealthCheck
{
    private volatile string? _problem;

    public void Report(Error error)
    {
        if (error.IsFatal || error.Code == ErrorCode.Local_AllBrokersDown)
        {
            _problem = error.Reason;
        }
    }

    public void Works() => _problem = null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());
}
