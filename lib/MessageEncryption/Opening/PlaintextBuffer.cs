using System.Buffers;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>One opened message in memory of the shared pool, cleared before it goes back.</summary>
internal sealed class PlaintextBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = [];
    private int _written;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    public void Advance(int count) => _written = count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Rented(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Rented(sizeHint);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes.AsSpan(0, _written));
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _written) = ([], 0);
    }

    private byte[] Rented(int size)
    {
        if (_bytes.Length < size || _bytes.Length == 0)
        {
            _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(size, 1));
        }

        return _bytes;
    }
}
