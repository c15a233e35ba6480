using CcDemo.Consumer.Api;
using CcDemo.Consumer.Messages;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

public sealed class StreamSampleTests
{
    private long _revision;

    [Fact]
    public void What_a_person_can_follow_is_sent_whole()
    {
        var sample = new StreamSample();
        Assert.Equal([1, 2, 3], sample.Choose(Messages(1, 3)).Select(message => message.Id));
        Assert.Equal([4, 5], sample.Choose(Messages(4, 2)).Select(message => message.Id));
        Assert.Equal(new Sampling(1, 0), sample.TakeWindow());
    }

    [Fact]
    public void Of_a_flood_the_newest_are_sent_and_the_rest_is_counted()
    {
        var sample = new StreamSample();
        sample.Choose(Messages(1, 1));
        sample.TakeWindow();

        Assert.Equal(Enumerable.Range(982, 20).Select(id => (long)id), sample.Choose(Messages(2, 1000)).Select(message => message.Id));
        Assert.Equal(new Sampling(50, 980), sample.TakeWindow());
        sample.Choose(Messages(1002, 1));
        Assert.Equal(new Sampling(1, 980), sample.TakeWindow());
    }

    [Fact]
    public void What_left_the_board_before_anybody_looked_is_counted_too()
    {
        var sample = new StreamSample();
        sample.Choose(Messages(1, 1));
        sample.Choose(Messages(5001, 10));
        Assert.Equal(4999, sample.TakeWindow().NotShown);
    }

    [Fact]
    public void A_key_that_comes_opens_the_rows_of_the_page_in_one_round()
    {
        var sample = new StreamSample();
        var first = sample.Choose(Messages(1, 500));
        Assert.Equal(Enumerable.Range(401, 100).Select(id => (long)id), first.Select(message => message.Id));

        var opened = sample.Choose(Messages(1, 500));
        Assert.Equal(Enumerable.Range(401, 100).Select(id => (long)id), opened.Select(message => message.Id));
    }

    private List<BoardMessage> Messages(long first, int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => new BoardMessage(
            first + index, ++_revision, new ConsumeResult<byte[], byte[]> { Message = new Message<byte[], byte[]>() }, null, new Opening(MessageState.Sealed, null, null, null))),
    ];
}
