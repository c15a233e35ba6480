using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Pages;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.Consumer.Tests;

public sealed class ActivityTests
{
    [Fact]
    public void A_slot_has_its_rate_and_its_times()
    {
        var time = new FakeTimeProvider();
        var history = new ActivityHistory(time);
        for (var message = 0; message < 100; message++)
        {
            history.Record(TimeSpan.FromMilliseconds(message < 90 ? 8 : 1000));
        }

        Assert.All(history.Points(), point => Assert.Equal(0, point.PerSecond));
        time.Advance(ActivityHistory.Slot);
        var newest = history.Points()[^1];
        Assert.Equal(50, newest.PerSecond);
        Assert.Equal(8, newest.Median!.Value.TotalMilliseconds, 0.001);
        Assert.InRange(newest.Within95!.Value.TotalMilliseconds, 1000, 1449);
    }

    [Fact]
    public void Slots_leave_after_three_minutes()
    {
        var time = new FakeTimeProvider();
        var history = new ActivityHistory(time);
        history.Record(TimeSpan.FromSeconds(-5));
        time.Advance(ActivityHistory.Slot * ActivityHistory.Slots);
        Assert.Equal(0.5, history.Points()[0].PerSecond);
        Assert.Equal(ActivityHistory.Slots, history.Points().Count);
        time.Advance(ActivityHistory.Slot);
        Assert.All(history.Points(), point => Assert.Equal(0, point.PerSecond));
        history.Record(TimeSpan.FromDays(400));
        time.Advance(TimeSpan.FromDays(1));
        Assert.All(history.Points(), point => Assert.Null(point.Median));
    }

    [Fact]
    public void The_chart_leaves_gaps_where_nothing_came_and_says_it_in_words()
    {
        var chart = ActivityChart.Of(
        [
            new ActivityPoint(2, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(40)),
            new ActivityPoint(0, null, null),
            new ActivityPoint(3.5, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1.5)),
        ]);

        Assert.Equal("M0 36.8L150 60L300 19.4", chart.Rate);
        Assert.Equal(2, chart.Median.Count(c => c == 'M'));
        Assert.Equal(("5", "2 s"), (chart.RateTop, chart.LatencyTop));
        Assert.Equal("3.5 now, 3.5 at most", chart.RateText);
        Assert.Equal("median 20 ms, 95 % within 1.5 s", chart.LatencyText);
    }
}
