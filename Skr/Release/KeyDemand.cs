namespace CcDemo.Skr.Release;

/// <summary>How many wrapping keys are wanted ahead of time: as many as were taken within the last minute. Not for several threads at once.</summary>
/// <param name="least">How many are wanted in any case.</param>
/// <param name="most">How many are wanted at most.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyDemand(int least, int most, TimeProvider time)
{
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _taken = new();

    /// <summary>How many keys are wanted now.</summary>
    public int Wanted
    {
        get
        {
            while (_taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > _memory)
            {
                _taken.Dequeue();
            }

            return Math.Max(least, _taken.Count);
        }
    }

    /// <summary>Notes that a key was taken.</summary>
    public void Note()
    {
        _taken.Enqueue(time.GetTimestamp());
        if (_taken.Count > most)
        {
            _taken.Dequeue();
        }
    }
}
