using System.Buffers.Binary;
using System.Text;

namespace CcDemo.Messaging.Tests;

/// <summary>One request or answer of the Kafka protocol: a length of four bytes, and so many bytes.</summary>
internal static class KafkaFrame
{
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>The next frame without its length; null at the end of the connection.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken ct)
    {
        var length = new byte[4];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, ct) < length.Length)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 4 or > Largest)
        {
            throw new IOException($"A frame of {size} bytes is none of Kafka's.");
        }

        var frame = new byte[size];
        await stream.ReadExactlyAsync(frame, ct);
        return frame;
    }

    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> frame, CancellationToken ct)
    {
        var bytes = new byte[4 + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, frame.Length);
        frame.CopyTo(bytes.AsMemory(4));
        await stream.WriteAsync(bytes, ct);
        await stream.FlushAsync(ct);
    }

    public static byte[] Int16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Int32(int value) => [.. Int16(value >> 16), .. Int16(value)];

    public static byte[] Int64(long value) => [.. Int32((int)(value >> 32)), .. Int32((int)value)];

    /// <summary>A string with its length in two bytes; the length of null is -1.</summary>
    public static byte[] String(string? text) => text is null ? Int16(-1) : [.. Int16(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>Bytes with their length in four.</summary>
    public static byte[] Bytes(byte[] bytes) => [.. Int32(bytes.Length), .. bytes];
}
