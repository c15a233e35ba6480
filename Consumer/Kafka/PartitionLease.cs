using Confluent.Kafka;

namespace CcDemo.Consumer.Kafka;

/// <summary>
/// A partition for as long as it is assigned to this consumer: how far its messages were dealt with, and so up to where its
/// offset may be committed. When the partition comes back later, that is another lease, so nothing late moves its offset. Thread-safe.
/// </summary>
internal sealed class PartitionLease(TopicPartition partition)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingLetter> _letters = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position = Offset.Unset;
    private long _taken = Offset.Unset;
    private int _inFlight;
    private int _failing;
    private bool _broken;
    private volatile bool _isEnding;

    public TopicPartition Partition { get; } = partition;

    /// <summary>Whether the partition is about to go, or gone: what is not opened yet is left to its next owner.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>Ends when the partition is about to go.</summary>
    public Task Ending => _ending.Task;

    /// <summary>Whether a dead letter of this partition does not get through, so that no more is to be read meanwhile.</summary>
    public bool HasFailingLetters
    {
        get
        {
            lock (_gate)
            {
                return _failing > 0;
            }
        }
    }

    /// <summary>A message goes on its way through this program.</summary>
    public void Take()
    {
        lock (_gate)
        {
            _inFlight++;
        }
    }

    /// <summary>Says that a message is left to the partition's next owner, and with it everything after it.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _broken = true;
            Leave();
        }
    }

    /// <summary>Whether a message may be dealt with: not when one before it was left to the next owner.</summary>
    public bool Accepts()
    {
        lock (_gate)
        {
            return !_broken;
        }
    }

    /// <summary>Says that a message was shown. Messages are dealt with in order.</summary>
    public void Shown(long offset)
    {
        lock (_gate)
        {
            _position = offset + 1;
            Leave();
        }
    }

    /// <summary>Says that a message goes to the dead-letter topic: until it is there, the offset stays before it.</summary>
    public PendingLetter Refused(long offset)
    {
        lock (_gate)
        {
            var letter = new PendingLetter(this, offset);
            _letters.Enqueue(letter);
            _position = offset + 1;
            Leave();
            return letter;
        }
    }

    /// <summary>The offset up to which everything was shown or dead-lettered; null when that is no news since the last call.</summary>
    public Offset? TakeProgress()
    {
        lock (_gate)
        {
            var settled = _letters.TryPeek(out var first) ? first.Offset : _position;
            if (settled == Offset.Unset || settled == _taken)
            {
                return null;
            }

            _taken = settled;
            return settled;
        }
    }

    /// <summary>The partition goes. Ends when nothing of it is on its way any more.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            CompleteIfDrained();
        }

        _ending.TrySetResult();
        return _drained.Task;
    }

    internal void LetterFailed(PendingLetter letter)
    {
        lock (_gate)
        {
            _failing += letter.IsFailing ? 0 : 1;
            letter.IsFailing = true;
        }
    }

    internal void LetterDelivered(PendingLetter letter)
    {
        lock (_gate)
        {
            _failing -= letter.IsFailing ? 1 : 0;
            letter.IsFailing = false;
            letter.IsDelivered = true;
            while (_letters.TryPeek(out var first) && first.IsDelivered)
            {
                _letters.Dequeue();
            }

            CompleteIfDrained();
        }
    }

    private void Leave()
    {
        _inFlight--;
        CompleteIfDrained();
    }

    private void CompleteIfDrained()
    {
        if (_isEnding && _inFlight == 0 && _letters.Count == 0)
        {
            _drained.TrySetResult();
        }
    }
}
