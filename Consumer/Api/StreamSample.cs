using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Api;

/// <summary>
/// Chooses what one reader of the stream is sent of what changed: everything as long as a person can follow, else the
/// newest, and counts the rest. Not thread-safe: each reader has its own.
/// </summary>
internal sealed class StreamSample
{
    /// <summary>New messages in one round, apart from the first.</summary>
    public const int MostNew = 20;

    /// <summary>Messages that a page shows at most: more of them in one round would be for nothing.</summary>
    public const int MostRows = 100;

    private long _lastId;
    private bool _isFirst = true;
    private long _sent;
    private long _skipped;
    private long _notShown;

    /// <summary>What to send of the messages that changed, in the order of their changes.</summary>
    public IReadOnlyList<BoardMessage> Choose(IReadOnlyList<BoardMessage> changed)
    {
        if (changed.Count == 0)
        {
            return changed;
        }

        var known = changed.Where(message => message.Id <= _lastId).TakeLast(MostRows).ToList();
        var fresh = changed.Where(message => message.Id > _lastId).OrderBy(message => message.Id).ToList();
        var chosen = fresh.TakeLast(_isFirst ? MostRows : MostNew).ToList();
        // Ids have no gaps, so what has left the board unseen is counted as well.
        var came = fresh.Count == 0 || _isFirst ? fresh.Count : fresh[^1].Id - _lastId;
        _sent += chosen.Count;
        _skipped += came - chosen.Count;
        _lastId = fresh.Count == 0 ? _lastId : fresh[^1].Id;
        _isFirst = false;
        return [.. known.Concat(chosen).OrderBy(message => message.Revision)];
    }

    /// <summary>How the time since the last call went.</summary>
    public Sampling TakeWindow()
    {
        _notShown += _skipped;
        var window = new Sampling(_skipped == 0 ? 1 : (long)Math.Round((double)(_sent + _skipped) / Math.Max(1, _sent)), _notShown);
        (_sent, _skipped) = (0, 0);
        return window;
    }
}
