using System.Text.Json;

namespace CcDemo.Bench;

/// <summary>What a benchmark has found.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Machine">Where it ran, and how loaded that was.</param>
/// <param name="Columns">What the columns are, with units.</param>
/// <param name="Rows">The figures; each row as long as the columns.</param>
/// <param name="Ratios">Ours to the baseline.</param>
/// <param name="Notes">What has to be known to read the figures.</param>
internal sealed record BenchReport(
    string Name,
    Machine Machine,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object>> Rows,
    IReadOnlyList<BenchRatio> Ratios,
    IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public string ToJson() => JsonSerializer.Serialize(this, Readable);
}
