using CcDemo.Consumer.Messages;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Consumer.Tests;

public sealed class ThroughputTests
{
    [Fact]
    public void The_rate_is_that_of_the_last_ten_seconds()
    {
        var time = new FakeTimeProvider();
        var throughput = new Throughput(time);
        for (var second = 0; second < 10; second++)
        {
            throughput.Count();
            throughput.Count();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1.8, throughput.PerSecond);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1.0, throughput.PerSecond);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, throughput.PerSecond);
    }
}
