using System.Globalization;
using System.Text;

namespace CcDemo.Bench;

/// <summary>A report for people, as Markdown.</summary>
internal static class BenchTable
{
    public static string Of(BenchReport report)
    {
        var text = new StringBuilder();
        Row(text, report.Columns);
        Row(text, [.. report.Columns.Select(_ => "---")]);
        foreach (var row in report.Rows)
        {
            Row(text, [.. row.Select(Shown)]);
        }

        text.Append('\n');
        foreach (var ratio in report.Ratios)
        {
            text.Append(CultureInfo.InvariantCulture, $"{ratio.What}: {ratio.Value:0.00}{Goal(ratio)}\n");
        }

        foreach (var note in report.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{note}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{report.Machine}\n").ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Goal(BenchRatio ratio) => ratio.Goal is { } goal
        ? string.Create(CultureInfo.InvariantCulture, $" ({(ratio.IsReached is true ? "reaches" : "misses")} {goal:0.##})")
        : "";

    private static string Shown(object value) => value switch
    {
        double number when Math.Abs(number) >= 100 => number.ToString("#,##0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.00", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString("#,##0", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
