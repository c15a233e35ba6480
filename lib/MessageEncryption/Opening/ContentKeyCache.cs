namespace CcDemo.MessageEncryption;

/// <summary>
/// Unwrapped content keys under the exact header and encrypted key that they came in, bounded by count and age.
/// What is under a prefix has passed the header's checks and opened a message. Thread-safe; a key that is found may be
/// dropped, and with that be gone, before it is used.
/// </summary>
internal sealed class ContentKeyCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], LinkedListNode<ContentKey>> _byPrefix = new(BytesComparer.Instance);
    private readonly LinkedList<ContentKey> _leastRecentFirst = new();
    private ContentKey? _latest;

    /// <summary>The key under a prefix. Messages in a row mostly share theirs, and then no lock is taken.</summary>
    public ContentKey? Find(ReadOnlySpan<byte> prefix)
    {
        var latest = Volatile.Read(ref _latest);
        if (latest is not null && prefix.SequenceEqual(latest.Prefix) && !IsOver(latest))
        {
            return latest;
        }

        lock (_gate)
        {
            if (!_byPrefix.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(prefix, out var node))
            {
                return null;
            }

            if (IsOver(node.Value))
            {
                Remove(node);
                return null;
            }

            _leastRecentFirst.Remove(node);
            _leastRecentFirst.AddLast(node);
            return _latest = node.Value;
        }
    }

    /// <summary>Takes over a key.</summary>
    public void Add(ContentKey key)
    {
        lock (_gate)
        {
            if (_byPrefix.TryGetValue(key.Prefix, out var known))
            {
                Remove(known);
            }

            while (_byPrefix.Count >= capacity)
            {
                Remove(_leastRecentFirst.First!);
            }

            _byPrefix.Add(key.Prefix, _leastRecentFirst.AddLast(key));
            _latest = key;
        }
    }

    /// <summary>Forgets every key.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            while (_leastRecentFirst.First is { } node)
            {
                Remove(node);
            }
        }
    }

    private bool IsOver(ContentKey key) => time.GetElapsedTime(key.AddedAt) >= lifetime;

    private void Remove(LinkedListNode<ContentKey> node)
    {
        _byPrefix.Remove(node.Value.Prefix);
        _leastRecentFirst.Remove(node);
        if (_latest == node.Value)
        {
            _latest = null;
        }

        node.Value.Dispose();
    }
}
