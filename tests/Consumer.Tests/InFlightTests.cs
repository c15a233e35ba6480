using CcDemo.Consumer.Kafka;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

public sealed class InFlightTests
{
    private static readonly PartitionLease Lease = new(new TopicPartition("t", 0));

    [Fact]
    public void It_takes_as_many_messages_and_bytes_as_it_may()
    {
        using var inFlight = new InFlight(3, 100);
        Assert.True(Enter(inFlight, Batch(2, 20)));
        Assert.False(Enter(inFlight, Batch(2, 1)));
        Assert.False(Enter(inFlight, Batch(1, 61)));
        Assert.True(Enter(inFlight, Batch(1, 60)));
        Assert.False(Enter(inFlight, Batch(1, 0)));
    }

    [Fact]
    public void A_batch_larger_than_the_bound_goes_alone()
    {
        using var inFlight = new InFlight(3, 100);
        var large = Batch(5, 1000);
        Assert.True(Enter(inFlight, large));
        Assert.False(Enter(inFlight, Batch(1, 0)));
        inFlight.Leave(large);
        Assert.True(Enter(inFlight, Batch(3, 30)));
    }

    [Fact]
    public void The_bytes_of_keys_and_headers_count()
    {
        using var inFlight = new InFlight(10, 100);
        Assert.True(Enter(inFlight, Batch(1, 1)));
        Assert.False(Enter(inFlight, Batch(1, 0, key: new byte[100])));
        Assert.False(Enter(inFlight, Batch(1, 0, headers: new Headers { { "h", new byte[100] } })));
    }

    [Fact]
    public async Task Who_waits_goes_on_when_a_batch_leaves_and_not_before()
    {
        using var inFlight = new InFlight(1, 100);
        var first = Batch(1, 1);
        Assert.True(Enter(inFlight, first));
        var waiting = Task.Run(() => inFlight.TryEnter(Batch(1, 1), TimeSpan.FromSeconds(30), CancellationToken.None));
        Assert.False(Enter(inFlight, Batch(1, 1)));
        Assert.False(waiting.IsCompleted);
        inFlight.Leave(first);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.False(Enter(inFlight, Batch(1, 1)));
    }

    [Fact]
    public void A_batch_waits_all_its_time_for_room_although_some_was_made_before()
    {
        using var inFlight = new InFlight(3, 100);
        var first = Batch(3, 1);
        Assert.True(Enter(inFlight, first));
        inFlight.Leave(first);
        Assert.True(Enter(inFlight, Batch(3, 1)));

        var patience = TimeSpan.FromMilliseconds(200);
        var started = TimeProvider.System.GetTimestamp();
        Assert.False(inFlight.TryEnter(Batch(1, 1), patience, CancellationToken.None));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= patience - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Who_waits_goes_on_when_enough_has_left_which_the_first_to_leave_need_not_be()
    {
        using var inFlight = new InFlight(3, 100);
        var (small, large) = (Batch(1, 1), Batch(2, 1));
        Assert.True(Enter(inFlight, small));
        Assert.True(Enter(inFlight, large));
        var waiting = Task.Run(() => inFlight.TryEnter(Batch(2, 1), TimeSpan.FromSeconds(60), CancellationToken.None));
        inFlight.Leave(small);
        inFlight.Leave(large);
        Assert.True(await waiting);
    }

    [Fact]
    public void Who_waits_when_the_program_ends_does_not_go_on_waiting()
    {
        using var inFlight = new InFlight(1, 100);
        Assert.True(Enter(inFlight, Batch(1, 1)));
        Assert.Throws<OperationCanceledException>(() => inFlight.TryEnter(Batch(1, 1), TimeSpan.FromMinutes(5), new CancellationToken(canceled: true)));
    }

    private static bool Enter(InFlight inFlight, MessageBatch batch) => inFlight.TryEnter(batch, TimeSpan.Zero, CancellationToken.None);

    private static MessageBatch Batch(int messages, int bytesOfEach, byte[]? key = null, Headers? headers = null)
    {
        var batch = new MessageBatch(0);
        for (var i = 0; i < messages; i++)
        {
            batch.Add(new ConsumeResult<byte[], byte[]> { Message = new Message<byte[], byte[]> { Key = key!, Value = new byte[bytesOfEach], Headers = headers! } }, Lease);
        }

        return batch;
    }
}
