using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Messages;

/// <summary>The latest messages, bounded by count and bytes. Every change has a revision, by which readers catch up. Thread-safe.</summary>
internal sealed class MessageBoard(
    IOptions<ConsumerOptions> options, ChangeSignal changes, Throughput throughput, ActivityHistory history, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<BoardMessage> _oldestFirst = new();
    private long _bytes;
    private long _lastId;
    private long _revision;
    private long _opened;
    private long _refused;

    /// <summary>Tells this board from that of another run, whose revisions mean nothing here.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The revision of the last change.</summary>
    public long Revision
    {
        get
        {
            lock (_gate)
            {
                return _revision;
            }
        }
    }

    /// <summary>Puts messages on the board in their order; the oldest make room.</summary>
    public void AddAll(IReadOnlyList<TakenMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var taken in messages)
            {
                var message = new BoardMessage(++_lastId, ++_revision, taken.Source, taken.Form, taken.Opening!);
                _oldestFirst.AddLast(message);
                _bytes += BytesOf(message);
                Count(message.Opening);
                MakeRoom();
            }
        }

        throughput.Count(messages.Count);
        var now = time.GetUtcNow().UtcDateTime;
        history.Record([.. messages.Select(taken => now - taken.Source.Message.Timestamp.UtcDateTime)]);

        changes.Raise();
    }

    /// <summary>Says what became of a sealed message; false when it has left the board or is no longer sealed.</summary>
    public bool Resolve(long id, Opening opening)
    {
        lock (_gate)
        {
            if (Find(id) is not { Value.Opening.State: MessageState.Sealed } node)
            {
                return false;
            }

            Change(node, opening);
            Count(opening);
            MakeRoom();
        }

        changes.Raise();
        return true;
    }

    /// <summary>Takes back the texts of messages under a key that is no longer released; those that name none as well.</summary>
    public void SealAgain(string keyId, Opening opening)
    {
        lock (_gate)
        {
            for (var node = _oldestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Opening.State == MessageState.Opened && (node.Value.Form?.KeyId ?? keyId) == keyId)
                {
                    Change(node, opening);
                    _opened--;
                }
            }
        }

        changes.Raise();
    }

    /// <summary>All messages, newest first.</summary>
    public IReadOnlyList<BoardMessage> NewestFirst()
    {
        lock (_gate)
        {
            return [.. _oldestFirst.Reverse()];
        }
    }

    /// <summary>The newest message that is opened, else the newest; null for an empty board.</summary>
    public BoardMessage? Latest()
    {
        lock (_gate)
        {
            for (var node = _oldestFirst.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Opening.State == MessageState.Opened)
                {
                    return node.Value;
                }
            }

            return _oldestFirst.Last?.Value;
        }
    }

    /// <summary>Says that a message is not here.</summary>
    public static string Missing(long id) => $"There is no message {id} on the board: it never came, or has made room for newer ones.";

    /// <summary>One message; null when it has left the board or never was on it.</summary>
    public BoardMessage? FindMessage(long id)
    {
        lock (_gate)
        {
            return Find(id)?.Value;
        }
    }

    /// <summary>The messages that changed after a revision, oldest first.</summary>
    public IReadOnlyList<BoardMessage> ChangedSince(long revision)
    {
        lock (_gate)
        {
            return revision >= _revision ? [] : [.. _oldestFirst.Where(message => message.Revision > revision).OrderBy(message => message.Revision)];
        }
    }

    /// <summary>The messages for which no key was held so far, oldest first.</summary>
    public IReadOnlyList<BoardMessage> StillSealed()
    {
        lock (_gate)
        {
            return [.. _oldestFirst.Where(message => message.Opening.State == MessageState.Sealed)];
        }
    }

    /// <summary>How many came, were opened and were refused since the start, and how many come in a second.</summary>
    public BoardCounts Counts()
    {
        lock (_gate)
        {
            return new BoardCounts(Id, _lastId, _opened, _refused, throughput.PerSecond);
        }
    }

    private void Change(LinkedListNode<BoardMessage> node, Opening opening)
    {
        _bytes -= BytesOf(node.Value);
        node.Value = node.Value with { Revision = ++_revision, Opening = opening };
        _bytes += BytesOf(node.Value);
    }

    /// <summary>What a message takes: its value, and its text as this program keeps it.</summary>
    private static long BytesOf(BoardMessage message) => message.Value.Length + (message.Opening.Utf8?.Length ?? 0);

    private void MakeRoom()
    {
        while (_oldestFirst.Count > options.Value.Capacity || (_bytes > options.Value.CapacityBytes && _oldestFirst.Count > 1))
        {
            _bytes -= BytesOf(_oldestFirst.First!.Value);
            _oldestFirst.RemoveFirst();
        }
    }

    private LinkedListNode<BoardMessage>? Find(long id)
    {
        for (var node = _oldestFirst.Last; node is not null && node.Value.Id >= id; node = node.Previous)
        {
            if (node.Value.Id == id)
            {
                return node;
            }
        }

        return null;
    }

    private void Count(Opening opening)
    {
        _opened += opening.State == MessageState.Opened ? 1 : 0;
        _refused += opening.State == MessageState.Refused ? 1 : 0;
    }
}
