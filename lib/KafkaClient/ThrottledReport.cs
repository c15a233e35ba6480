namespace CcDemo.KafkaClient;

/// <summary>
/// One report in so much time of what may happen many times a second: what comes too early is counted, and the next report can
/// say how many there were. Thread-safe.
/// </summary>
/// <param name="interval">The least time between two reports.</param>
/// <param name="time">The clock.</param>
public sealed class ThrottledReport(TimeSpan interval, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _unreported;
    private long? _reportedAt;

    /// <summary>Counts one more.</summary>
    /// <param name="atOnce">Whether this one cannot wait.</param>
    /// <returns>How many there were since the last report, this one with them; 0 while it is too early for another.</returns>
    public long Count(bool atOnce = false)
    {
        lock (_gate)
        {
            _unreported++;
            if (!atOnce && _reportedAt is { } at && time.GetElapsedTime(at) < interval)
            {
                return 0;
            }

            var count = _unreported;
            (_unreported, _reportedAt) = (0, time.GetTimestamp());
            return count;
        }
    }

    /// <summary>What was reported is over: the next one is news.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            (_unreported, _reportedAt) = (0, null);
        }
    }
}
