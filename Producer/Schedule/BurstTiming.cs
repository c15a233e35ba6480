namespace CcDemo.Producer.Schedule;

/// <summary>Draws the numbers of a burst as the original program does.</summary>
internal static class BurstTiming
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(5);

    /// <summary>The value itself without a deviation, else one of [value - deviation + 1, value + deviation], but never below <paramref name="least"/>.</summary>
    public static int Draw(int value, int deviation, int least, Random random)
        => deviation <= 0 || value == 0 ? value : Math.Max(least, random.Next(value - deviation + 1, value + deviation + 1));

    /// <summary>How long until the next message is due, but never so short that the timer would not wait at all and the loop spin.</summary>
    public static TimeSpan UntilNext(long sent, int rate, TimeSpan elapsed)
    {
        var rest = TimeSpan.FromSeconds((double)sent / rate) - elapsed;
        return rest > ShortestRest ? rest : ShortestRest;
    }

    /// <summary>How many messages of a burst are due after this time, the first at once.</summary>
    public static long Due(TimeSpan elapsed, int rate, int seconds)
        => Math.Min((long)rate * seconds, (long)(elapsed.TotalSeconds * rate) + 1);
}
