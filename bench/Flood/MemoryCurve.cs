namespace CcDemo.Bench;

/// <summary>How large a process was at each second, and whether it grows.</summary>
internal sealed class MemoryCurve
{
    private readonly List<(double Minute, double Megabytes)> _samples = [];

    /// <summary>Up to the last sample.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Mean of the first minute, in MB (10^6 bytes).</summary>
    public double FirstMinute => Mean(sample => sample.Minute <= 1);

    /// <summary>Mean of the last minute, in MB.</summary>
    public double LastMinute => Mean(sample => sample.Minute > Duration.TotalMinutes - 1);

    /// <summary>The largest sample, in MB.</summary>
    public double Peak => _samples.Max(sample => sample.Megabytes);

    /// <summary>MB a minute, by least squares over the second half: the first is when caches fill and code is compiled.</summary>
    public double Slope
    {
        get
        {
            var (x, y) = (SecondHalf.Average(sample => sample.Minute), SecondHalf.Average(sample => sample.Megabytes));
            return SecondHalf.Sum(sample => (sample.Minute - x) * (sample.Megabytes - y)) / SecondHalf.Sum(sample => Math.Pow(sample.Minute - x, 2));
        }
    }

    /// <summary>What the slope comes to in ten minutes, in percent of the second half's mean.</summary>
    public double GrowthInTenMinutes => 100 * 10 * Slope / SecondHalf.Average(sample => sample.Megabytes);

    private IReadOnlyList<(double Minute, double Megabytes)> SecondHalf => _samples[(_samples.Count / 2)..];

    public void Add(TimeSpan at, long bytes)
    {
        Duration = at;
        _samples.Add((at.TotalMinutes, bytes / 1e6));
    }

    private double Mean(Func<(double Minute, double Megabytes), bool> of) => _samples.Where(of).Average(sample => sample.Megabytes);
}
