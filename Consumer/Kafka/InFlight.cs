using CcDemo.Consumer.Settings;

namespace CcDemo.Consumer.Kafka;

/// <summary>How many messages and bytes are on their way through this program, and the bound on both. Thread-safe.</summary>
internal sealed class InFlight(int mostMessages, long mostBytes, TimeProvider? time = null) : IDisposable
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(0, 1);
    private int _messages;
    private long _bytes;

    public InFlight(ConsumerOptions options, TimeProvider time)
        : this(options.InFlightMessages, options.InFlightBytes, time)
    {
    }

    /// <summary>Takes a batch in; false when there was no room for all of that time. A batch that is larger than the bound goes alone.</summary>
    public bool TryEnter(MessageBatch batch, TimeSpan patience, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        while (!TryEnter(batch))
        {
            // What was let out may have left before, or be too little.
            var left = patience - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !_room.Wait(left, ct))
            {
                return TryEnter(batch);
            }
        }

        return true;
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
