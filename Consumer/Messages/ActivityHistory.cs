namespace CcDemo.Consumer.Messages;

/// <summary>
/// How many messages came in each slot of the last minutes, and how long after being sent they were shown. Times are
/// counted in classes that grow by a factor of the square root of two, so that memory and work per message are fixed.
/// Thread-safe.
/// </summary>
internal sealed class ActivityHistory(TimeProvider time)
{
    /// <summary>Slots that are kept: three minutes.</summary>
    public const int Slots = 90;

    private const int Classes = 50;

    /// <summary>The length of a slot.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();

    // One more than is shown: the last one is being filled.
    private readonly int[][] _slots = [.. Enumerable.Range(0, Slots + 1).Select(_ => new int[Classes])];
    private readonly long _start = time.GetTimestamp();
    private long _current;

    /// <summary>Counts a message.</summary>
    /// <param name="latency">From its being sent to its being shown; what clocks that differ make negative counts as nothing.</param>
    public void Record(TimeSpan latency) => Record([latency]);

    /// <summary>Counts messages that were shown together.</summary>
    /// <param name="latencies">Of each, as above.</param>
    public void Record(ReadOnlySpan<TimeSpan> latencies)
    {
        lock (_gate)
        {
            Turn();
            var slot = _slots[_current % _slots.Length];
            foreach (var latency in latencies)
            {
                slot[ClassOf(latency)]++;
            }
        }
    }

    /// <summary>The slots that are over, the oldest first.</summary>
    public IReadOnlyList<ActivityPoint> Points()
    {
        lock (_gate)
        {
            Turn();
            return [.. Enumerable.Range(1, Slots).Select(age => PointOf(_slots[(_current + age) % _slots.Length]))];
        }
    }

    private static ActivityPoint PointOf(int[] classes)
    {
        var count = classes.Sum();
        return new ActivityPoint(count / Slot.TotalSeconds, Within(classes, count, 0.5), Within(classes, count, 0.95));
    }

    private static TimeSpan? Within(int[] classes, int count, double share)
    {
        var sum = 0;
        for (var index = 0; index < classes.Length; index++)
        {
            sum += classes[index];
            if (count > 0 && sum >= count * share)
            {
                return TimeSpan.FromMilliseconds(Math.Pow(2, index / 2.0));
            }
        }

        return null;
    }

    /// <summary>The class with the smallest bound that is not exceeded; its bound is 2^(class/2) milliseconds.</summary>
    private static int ClassOf(TimeSpan latency)
        => latency.TotalMilliseconds <= 1 ? 0 : Math.Min(Classes - 1, (int)Math.Ceiling(2 * Math.Log2(latency.TotalMilliseconds)));

    /// <summary>Empties the slots that have begun since the last turn.</summary>
    private void Turn()
    {
        var now = (long)(time.GetElapsedTime(_start) / Slot);
        for (var slot = Math.Max(_current + 1, now - Slots); slot <= now; slot++)
        {
            Array.Clear(_slots[slot % _slots.Length]);
        }

        _current = now;
    }
}
