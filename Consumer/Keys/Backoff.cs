namespace CcDemo.Consumer.Keys;

/// <summary>How long to wait before asking again: twice as long each time, up to 30 seconds, each a fifth more or less.</summary>
internal static class Backoff
{
    private const double LongestSeconds = 30;

    public static TimeSpan Delay(TimeSpan first, int attempt, Random random)
    {
        var seconds = Math.Min(LongestSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(attempt, 20)));
        return TimeSpan.FromSeconds(seconds * (0.8 + 0.4 * random.NextDouble()));
    }
}
