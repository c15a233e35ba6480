using System.Globalization;
using System.Runtime.InteropServices;

namespace CcDemo.Bench;

/// <summary>The shape of the machine, and the load that it was under.</summary>
internal sealed record Machine(int Cores, string Processor, string System, string Runtime, double? LoadAtStart, double? LoadAtEnd)
{
    private const string LoadFile = "/proc/loadavg";
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>As it is now, before something is measured.</summary>
    public static Machine AtStart() => new(
        Environment.ProcessorCount, ProcessorName(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Load(), null);

    /// <summary>The same, after it.</summary>
    public Machine AtEnd() => this with { LoadAtEnd = Load() };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Cores} cores of {Processor}, {System}, {Runtime}; load {LoadAtStart:0.0} at the start, {LoadAtEnd:0.0} at the end");

    /// <summary>The average number of processes that wanted to run in the last minute.</summary>
    private static double? Load()
        => File.Exists(LoadFile) ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string ProcessorName()
        => File.Exists(ProcessorFile) && File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':')[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
