using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CcDemo.KafkaClient;

/// <summary>
/// Ready unless the brokers are known to be out of reach, or to let nobody in. The client reports each failed attempt, several a
/// second: that is what keeps the state, and one of them in half a minute is logged as a warning.
/// </summary>
public sealed partial class KafkaHealth(TimeProvider time, ILogger<KafkaHealth> logger) : IHealthCheck
{
    private static readonly TimeSpan ReportHolds = TimeSpan.FromSeconds(5);

    /// <summary>Who has no token asks for one every ten seconds.</summary>
    private static readonly TimeSpan RefusalHolds = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly ThrottledReport _warnings = new(TimeSpan.FromSeconds(30), time);
    private string? _reason;
    private string? _failure;
    private bool _down;
    private bool _fatal;
    private long _reportedAt;
    private TimeSpan _holds;

    /// <summary>Why nothing can be sent or read at present; null when all is well or nothing is known.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _fatal || (_down && time.GetElapsedTime(_reportedAt) < _holds) ? _reason : null;
            }
        }
    }

    /// <summary>Takes note of what the client logs: only there does it say why a connection came to nothing.</summary>
    public void Hear(LogMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Facility == "FAIL")
        {
            lock (_gate)
            {
                _failure = message.Message;
            }
        }

        Log.Client(logger, message.Facility, message.Message);
    }

    /// <summary>Takes note of what the client reports.</summary>
    public void Report(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        string reason;
        lock (_gate)
        {
            _fatal |= error.IsFatal;
            _down |= error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Authentication;
            _holds = error.Code == ErrorCode.Local_Authentication ? RefusalHolds : ReportHolds;
            // "All brokers are down" is less of a reason than what happened to each.
            _reason = reason = BrokerRefusal.Explain(error.Code == ErrorCode.Local_AllBrokersDown ? _failure ?? error.Reason : error.Reason);
            _reportedAt = time.GetTimestamp();
        }

        if (_warnings.Count(atOnce: error.IsFatal) > 0)
        {
            Log.Warn(logger, error.Code.ToString(), reason);
        }
        else
        {
            Log.Again(logger, error.Code.ToString(), reason);
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

            (_reason, _failure, _down, _fatal) = (null, null, false, false);
        }

        _warnings.Reset();
    }

    /// <summary>Unhealthy, with the reason, while there is a <see cref="Problem"/>.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Facility}: {Text}")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(LogLevel.Warning, "The Kafka client reports {Code}: {Reason}")]
        public static partial void Warn(ILogger logger, string code, string reason);

        [LoggerMessage(LogLevel.Debug, "The Kafka client reports {Code}: {Reason}")]
        public static partial void Again(ILogger logger, string code, string reason);
    }
}
