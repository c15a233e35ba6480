namespace CcDemo.AppHost.Tests;

/// <summary>A clock that runs a hundred times as fast: pauses are short, and their order is the right one.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private const int Factor = 100;
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startTimestamp = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - _startTimestamp) * Factor;

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startTimestamp) * Factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private static TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Factor;
}
