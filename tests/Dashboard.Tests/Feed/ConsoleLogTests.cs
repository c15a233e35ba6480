using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Tests.Feed;

public class ConsoleLogTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Only_the_latest_lines_are_kept()
    {
        var log = new ConsoleLog();
        foreach (var number in Enumerable.Range(1, ConsoleLog.Capacity + 10))
        {
            log.Add(Line(number));
        }

        var lines = log.Read().Lines;
        Assert.Equal(ConsoleLog.Capacity, lines.Count);
        Assert.Equal(11, lines[0].Line);
    }

    [Fact]
    public void A_repeated_backlog_changes_nothing()
    {
        var log = new ConsoleLog();
        foreach (var number in Enumerable.Range(1, ConsoleLog.Capacity + 10).Concat(Enumerable.Range(1, ConsoleLog.Capacity + 11)))
        {
            log.Add(Line(number));
        }

        var lines = log.Read().Lines;
        Assert.Equal(Enumerable.Range(12, ConsoleLog.Capacity).Select(number => (long)number), lines.Select(line => line.Line));
    }

    [Fact]
    public void Reading_goes_on_where_it_stopped()
    {
        var log = new ConsoleLog();
        log.Add(Line(1));
        var position = ConsolePosition.Parse(log.Read().Position.ToString());
        log.Add(Line(2));

        var next = log.Read(position);

        Assert.True(next.Continues);
        Assert.Equal([2L], next.Lines.Select(line => line.Line));
    }

    [Fact]
    public void Lines_of_another_run_replace_those_of_the_last()
    {
        var log = new ConsoleLog();
        log.Add(Line(1));
        log.Add(Line(2));
        var position = log.Read().Position;

        log.Add(Line(1, afterSeconds: 60));

        var next = log.Read(position);
        Assert.False(next.Continues);
        Assert.Equal(_start.AddSeconds(61), Assert.Single(next.Lines).Timestamp);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("abc-x")]
    [InlineData("a-1-2")]
    [InlineData("a--1")]
    public void Anything_else_is_no_position(string? text) => Assert.Null(ConsolePosition.Parse(text));

    private static ConsoleLine Line(int number, int afterSeconds = 0)
        => new(number, _start.AddSeconds(number + afterSeconds), IsError: false, $"line {number}");
}
