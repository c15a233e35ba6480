namespace CcDemo.Consumer.Messages;

/// <summary>Messages a second over the last ten seconds. Thread-safe.</summary>
internal sealed class Throughput(TimeProvider time)
{
    private const int Seconds = 10;

    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[Seconds];
    private readonly long _start = time.GetTimestamp();
    private long _second;

    /// <summary>The average, to one decimal.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return Math.Round((double)_counts.Sum() / Seconds, 1);
            }
        }
    }

    public void Count(int messages = 1)
    {
        lock (_gate)
        {
            Turn();
            _counts[_second % Seconds] += messages;
        }
    }

    /// <summary>Empties the seconds that have passed since the last turn.</summary>
    private void Turn()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        if (now - _second >= Seconds)
        {
            Array.Clear(_counts);
            _second = now;
        }

        while (_second < now)
        {
            _counts[++_second % Seconds] = 0;
        }
    }
}
