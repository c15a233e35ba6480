using CcDemo.Producer.Kafka;

namespace CcDemo.Producer.Tests;

public sealed class DeliveryWindowTests
{
    [Fact]
    public void It_takes_as_many_messages_and_bytes_as_it_may()
    {
        var window = new DeliveryWindow(3, 100);
        Assert.True(window.TryEnter(40));
        Assert.True(window.TryEnter(40));
        Assert.False(window.TryEnter(40));
        Assert.True(window.TryEnter(10));
        Assert.False(window.TryEnter(1));
        Assert.Equal(3, window.Messages);
    }

    [Fact]
    public void A_message_larger_than_the_window_goes_alone()
    {
        var window = new DeliveryWindow(3, 100);
        Assert.True(window.TryEnter(1000));
        Assert.False(window.TryEnter(1));
        window.Leave(1000);
        Assert.True(window.TryEnter(1));
    }

    [Fact]
    public async Task Who_waits_goes_on_when_a_quarter_is_free()
    {
        var window = new DeliveryWindow(8, 1000);
        Assert.True(window.RoomAsync().IsCompleted);
        for (var i = 0; i < 8; i++)
        {
            Assert.True(window.TryEnter(1));
        }

        var room = window.RoomAsync();
        window.Leave(1);
        Assert.False(room.IsCompleted);
        window.Leave(1);
        await room.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
