using Microsoft.Extensions.Time.Testing;

namespace CcDemo.KafkaClient.Tests;

public sealed class ThrottledReportTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_is_reported_and_the_next_when_its_time_has_come_with_those_between()
    {
        var report = new ThrottledReport(TimeSpan.FromSeconds(5), _time);
        Assert.Equal([1, 0, 0], [report.Count(), report.Count(), report.Count()]);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, report.Count());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([4, 0], [report.Count(), report.Count()]);
    }

    [Fact]
    public void What_cannot_wait_is_reported_at_once()
    {
        var report = new ThrottledReport(TimeSpan.FromSeconds(5), _time);
        Assert.Equal([1, 0, 2, 0], [report.Count(), report.Count(), report.Count(atOnce: true), report.Count()]);
    }

    [Fact]
    public void After_the_end_of_it_the_next_is_news()
    {
        var report = new ThrottledReport(TimeSpan.FromSeconds(5), _time);
        Assert.Equal([1, 0], [report.Count(), report.Count()]);
        report.Reset();
        Assert.Equal(1, report.Count());
    }

    [Fact]
    public void None_is_forgotten_by_several_threads()
    {
        var report = new ThrottledReport(TimeSpan.FromSeconds(5), _time);
        long counted = 0;
        Parallel.For(0, 10_000, _ => Interlocked.Add(ref counted, report.Count()));
        Assert.Equal(1, counted);
        Assert.Equal(10_000, report.Count(atOnce: true));
    }
}
