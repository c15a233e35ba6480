using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CcDemo.KafkaClient;

/// <summary>
/// Ready unless the brokers are known to be out of reach. The client reports each failed attempt, several a second:
/// that is what keeps the state, and one of them in half a minute is logged as a warning.
/// </summary>
public sealed partial class KafkaHealth(TimeProvider time, ILogger<KafkaHealth> logger) : IHealthCheck
{
    private static readonly TimeSpan ReportHolds = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly ThrottledReport _warnings = new(TimeSpan.FromSeconds(30), time);
    private string? _reason;
    private bool _down;
    private bool _fatal;
    private long _reportedAt;

    /// <summary>Why nothing can be sent or read at present; null when all is well or nothing is known.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _fatal || (_down && time.GetElapsedTime(_reportedAt) < ReportHolds) ? _reason : null;
            }
        }
    }

    /// <summary>Takes note of what the client reports.</summary>
    public void Report(Error error)
    {
        lock (_gate)
        {
            _fatal |= error.IsFatal;
            _down |= error.Code == ErrorCode.Local_AllBrokersDown;
            // "All brokers are down" is less of a reason than what happened to each.
            _reason = error.Code == ErrorCode.Local_AllBrokersDown ? _reason ?? error.Reason : error.Reason;
            _reportedAt = time.GetTimestamp();
        }

        if (_warnings.Count(atOnce: error.IsFatal) > 0)
        {
            Log.Warn(logger, error.Code.ToString(), error.Reason);
        }
        else
        {
            Log.Again(logger, error.Code.ToString(), error.Reason);
        }
    }

    /// <summary>Takes note of a message that went through.</summary>
    public void Works()
    {
        lock (_gate)
        {
            if (_reason is null)
            {
                return;
            }

            (_reason, _down, _fatal) = (null, false, false);
        }

        _warnings.Reset();
    }

    /// <summary>Unhealthy, with the reason, while there is a <see cref="Problem"/>.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The Kafka client reports {Code}: {Reason}")]
        public static partial void Warn(ILogger logger, string code, string reason);

        [LoggerMessage(LogLevel.Debug, "The Kafka client reports {Code}: {Reason}")]
        public static partial void Again(ILogger logger, string code, string reason);
    }
}
