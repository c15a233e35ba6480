using CcDemo.Consumer.Settings;
using CcDemo.MessageEncryption;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Messages;

/// <summary>The latest messages, bounded by count and bytes. Every change has a revision, by which readers catch up. Thread-safe.</summary>
internal sealed class MessageBoard(IOptions<ConsumerOptions> options, ChangeSignal changes, Throughput throughput)
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

    /// <summary>Puts a message on the board; the oldest make room.</summary>
    public BoardMessage Add(ConsumeResult<byte[], byte[]> source, SealedForm? form, Opening opening)
    {
        BoardMessage message;
        lock (_gate)
        {
            message = new BoardMessage(++_lastId, ++_revision, source, form, opening);
            _oldestFirst.AddLast(message);
            _bytes += message.Value.Length;
            while (_oldestFirst.Count > options.Value.Capacity || (_bytes > options.Value.CapacityBytes && _oldestFirst.Count > 1))
            {
                _bytes -= _oldestFirst.First!.Value.Value.Length;
                _oldestFirst.RemoveFirst();
            }

            Count(opening);
        }

        throughput.Count();
        changes.Raise();
        return message;
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

            node.Value = node.Value with { Revision = ++_revision, Opening = opening };
            Count(opening);
        }

        changes.Raise();
        return true;
    }

    /// <summary>All messages, newest first.</summary>
    public IReadOnlyList<BoardMessage> NewestFirst()
    {
        lock (_gate)
        {
            return [.. _oldestFirst.Reverse()];
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
