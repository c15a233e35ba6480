using System.Diagnostics;

namespace CcDemo.Bench;

/// <summary>How fast messages went, and what each cost.</summary>
/// <param name="PerSecond">Messages a second.</param>
/// <param name="OwnCpu">Processor time of the client for each, in µs.</param>
/// <param name="BrokerCpu">Processor time of the broker for each, in µs.</param>
internal sealed record Flow(double PerSecond, double OwnCpu, double BrokerCpu)
{
    /// <summary>The middle of several, each figure for itself.</summary>
    public static Flow Median(IReadOnlyList<Flow> flows)
        => new(MedianOf(flows.Select(flow => flow.PerSecond)), MedianOf(flows.Select(flow => flow.OwnCpu)), MedianOf(flows.Select(flow => flow.BrokerCpu)));

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Measures what is done with a number of messages.</summary>
    public static async Task<Flow> MeasureAsync(BrokerProcess? broker, int messages, Func<Task> work)
    {
        using var self = Process.GetCurrentProcess();
        GC.Collect();
        self.Refresh();
        var (own, brokers, started) = (self.TotalProcessorTime, broker?.Cpu ?? default, Stopwatch.GetTimestamp());
        await work();
        var elapsed = Stopwatch.GetElapsedTime(started);
        self.Refresh();
        return new Flow(
            messages / elapsed.TotalSeconds,
            (self.TotalProcessorTime - own).TotalMicroseconds / messages,
            ((broker?.Cpu ?? default) - brokers).TotalMicroseconds / messages);
    }
}
