using System.Buffers;

namespace CcDemo.MessageEncryption;

/// <summary>One opened message in an array of its own, which is as large as the message says that it will be: nothing is copied afterwards.</summary>
internal sealed class PlaintextBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = [];
    private int _written;

    public Memory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count) => _written = count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Sized(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Sized(sizeHint);

    private byte[] Sized(int size)
    {
        if (_bytes.Length < size || _bytes.Length == 0)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(size, 1));
        }

        return _bytes;
    }
}
