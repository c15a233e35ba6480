namespace CcDemo.Producer.Kafka;

/// <summary>
/// Bounds the messages that are on their way to the brokers, by count and bytes: who has one more to send waits until a
/// quarter is free, instead of piling it up in memory. Thread-safe.
/// </summary>
internal sealed class DeliveryWindow(int maxMessages, long maxBytes)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiters;
    private int _messages;
    private long _bytes;

    /// <summary>Messages on their way.</summary>
    public int Messages => Volatile.Read(ref _messages);

    private bool HasRoom => _messages == 0 || (_messages <= maxMessages / 4 * 3 && _bytes <= maxBytes / 4 * 3);

    /// <summary>Counts one message in; false when there is no room. A message that is larger than the window goes alone.</summary>
    public bool TryEnter(int bytes)
    {
        lock (_gate)
        {
            if (_messages > 0 && (_messages >= maxMessages || _bytes + bytes > maxBytes))
            {
                return false;
            }

            _messages++;
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Counts one message out.</summary>
    public void Leave(int bytes)
    {
        TaskCompletionSource? waiters = null;
        lock (_gate)
        {
            _messages--;
            _bytes -= bytes;
            if (_waiters is not null && HasRoom)
            {
                (waiters, _waiters) = (_waiters, null);
            }
        }

        waiters?.SetResult();
    }

    /// <summary>Ends when there is room again.</summary>
    public Task RoomAsync()
    {
        lock (_gate)
        {
            return HasRoom ? Task.CompletedTask : (_waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
