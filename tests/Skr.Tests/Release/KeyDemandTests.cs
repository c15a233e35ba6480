using CcDemo.Skr.Release;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Skr.Tests.Release;

public sealed class KeyDemandTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(5, 5)]
    [InlineData(9, 8)]
    public void As_many_are_wanted_as_were_taken_of_late_within_bounds(int taken, int wanted)
    {
        var demand = new KeyDemand(least: 2, most: 8, _time);
        for (var i = 0; i < taken; i++)
        {
            demand.Note();
        }

        Assert.Equal(wanted, demand.Wanted);
    }

    [Fact]
    public void What_was_taken_more_than_a_minute_ago_is_forgotten()
    {
        var demand = new KeyDemand(least: 0, most: 8, _time);
        demand.Note();
        demand.Note();
        _time.Advance(TimeSpan.FromSeconds(40));
        demand.Note();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1, demand.Wanted);
    }
}
