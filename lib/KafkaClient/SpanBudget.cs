namespace CcDemo.KafkaClient;

/// <summary>Spans for so many messages a second: every message has one until there are more than anybody looks at. Thread-safe.</summary>
/// <param name="perSecond">Spans in one second, at most.</param>
/// <param name="time">The clock.</param>
public sealed class SpanBudget(int perSecond, TimeProvider time)
{
    private long _second = -1;
    private int _left;

    /// <summary>Whether one more message may have a span in this second.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        var second = Volatile.Read(ref _second);
        if (second != now && Interlocked.CompareExchange(ref _second, now, second) == second)
        {
            Volatile.Write(ref _left, perSecond);
        }

        return Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) >= 0;
    }
}
