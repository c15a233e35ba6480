using CcDemo.Consumer.Settings;

namespace CcDemo.Consumer.Kafka;

/// <summary>How many messages and bytes are on their way through this program, and the bound on both. Thread-safe.</summary>
internal sealed class InFlight(int mostMessages, long mostBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(0, 1);
    private int _messages;
    private long _bytes;

    public InFlight(ConsumerOptions options)
        : this(options.InFlightMessages, options.InFlightBytes)
    {
    }

    /// <summary>Takes a batch in; false, after waiting, when there is no room. A batch that is larger than the bound goes alone.</summary>
    public bool TryEnter(MessageBatch batch, TimeSpan patience, CancellationToken ct)
    {
        if (TryEnter(batch))
        {
            return true;
        }

        _room.Wait(patience, ct);
        return TryEnter(batch);
    }

    /// <summary>Lets a batch out that was dealt with.</summary>
    public void Leave(MessageBatch batch)
    {
        lock (_gate)
        {
            _messages -= batch.Messages.Count;
            _bytes -= batch.Bytes;
            if (_room.CurrentCount == 0)
            {
                _room.Release();
            }
        }
    }

    public void Dispose() => _room.Dispose();

    private bool TryEnter(MessageBatch batch)
    {
        lock (_gate)
        {
            if (_messages > 0 && (_messages + batch.Messages.Count > mostMessages || _bytes + batch.Bytes > mostBytes))
            {
                return false;
            }

            _messages += batch.Messages.Count;
            _bytes += batch.Bytes;
            return true;
        }
    }
}
