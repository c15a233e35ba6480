using System.Buffers;
using System.Security.Cryptography;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Release;

/// <summary>Bytes that hold a secret: they never move in memory, never grow into another array, and are cleared when disposed.</summary>
/// <param name="capacity">How many bytes there are.</param>
internal sealed class PinnedBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(capacity, pinned: true);
    private int _written;

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
    }

    /// <exception cref="RefusalException">There is no room left.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0)
        => _bytes.Length - _written >= Math.Max(sizeHint, 1)
            ? _bytes.AsMemory(_written)
            : throw new RefusalException($"The released key does not fit into {_bytes.Length} bytes.");

    /// <exception cref="RefusalException">There is no room left.</exception>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
