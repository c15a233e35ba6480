namespace CcDemo.Dashboard.Feed;

/// <summary>Pauses between attempts: 0.25 s, doubled with each, 5 s at most.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = _shortest;

    public void Reset() => _next = _shortest;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = pause * 2 < _longest ? pause * 2 : _longest;
        return pause;
    }
}
