namespace CcDemo.Consumer.Keys;

/// <summary>How long to wait before asking again: 2, 4, 8, 16 and then 30 seconds, each a fifth more or less.</summary>
internal static class Backoff
{
    private const double LongestSeconds = 30;

    public static TimeSpan Delay(int attempt, Random random)
    {
        var seconds = Math.Min(LongestSeconds, Math.Pow(2, Math.Min(attempt, 10) + 1));
        return TimeSpan.FromSeconds(seconds * (0.8 + 0.4 * random.NextDouble()));
    }
}
