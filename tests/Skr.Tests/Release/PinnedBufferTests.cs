using System.Buffers;
using System.Runtime.InteropServices;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.Tests.Release;

public sealed class PinnedBufferTests
{
    [Fact]
    public void What_was_written_is_zero_once_it_is_disposed()
    {
        var buffer = new PinnedBuffer(64);
        buffer.Write("a private key"u8);
        var written = buffer.Written;
        Assert.Equal("a private key"u8, written.Span);

        buffer.Dispose();

        Assert.False(written.Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void It_does_not_move_when_the_garbage_collector_compacts()
    {
        var others = Enumerable.Range(0, 100).Select(_ => new byte[1000]).ToList();
        using var buffer = new PinnedBuffer(64);
        buffer.Write("secret"u8);
        var before = AddressOf(buffer);
        others.Clear();

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        Assert.Equal(before, AddressOf(buffer));
    }

    [Fact]
    public void It_refuses_more_than_it_has_room_for_instead_of_growing()
    {
        using var buffer = new PinnedBuffer(4);

        Assert.Contains("4 bytes", Assert.Throws<RefusalException>(() => buffer.Write("12345"u8)).Message, StringComparison.Ordinal);
    }

    private static nint AddressOf(PinnedBuffer buffer)
        => MemoryMarshal.TryGetArray(buffer.Written, out var segment) ? Marshal.UnsafeAddrOfPinnedArrayElement(segment.Array!, segment.Offset) : throw new InvalidOperationException();
}
