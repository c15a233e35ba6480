using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// Unwrapped content keys under the exact header and encrypted key that they came in, bounded by count and age.
/// What is under a prefix has passed the header's checks and opened a message. Not thread-safe.
/// </summary>
internal sealed class ContentKeyCache(int capacity, TimeSpan lifetime, TimeProvider time) : IDisposable
{
    private readonly Dictionary<byte[], LinkedListNode<Entry>> _byPrefix = new(BytesComparer.Instance);
    private readonly LinkedList<Entry> _leastRecentFirst = new();

    public int Count => _byPrefix.Count;

    public AesGcm? Find(ReadOnlySpan<byte> prefix)
    {
        if (!_byPrefix.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(prefix, out var node))
        {
            return null;
        }

        if (time.GetElapsedTime(node.Value.AddedAt) >= lifetime)
        {
            Remove(node);
            return null;
        }

        _leastRecentFirst.Remove(node);
        _leastRecentFirst.AddLast(node);
        return node.Value.Aes;
    }

    /// <summary>Takes over a key.</summary>
    public void Add(ReadOnlySpan<byte> prefix, AesGcm aes)
    {
        if (_byPrefix.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(prefix, out var known))
        {
            Remove(known);
        }

        while (_byPrefix.Count >= capacity)
        {
            Remove(_leastRecentFirst.First!);
        }

        var entry = new Entry(prefix.ToArray(), aes, time.GetTimestamp());
        _byPrefix.Add(entry.Prefix, _leastRecentFirst.AddLast(entry));
    }

    public void Dispose()
    {
        while (_leastRecentFirst.First is { } node)
        {
            Remove(node);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byPrefix.Remove(node.Value.Prefix);
        _leastRecentFirst.Remove(node);
        node.Value.Aes.Dispose();
    }

    private sealed record Entry(byte[] Prefix, AesGcm Aes, long AddedAt);
}
