using System.Globalization;
using CcDemo.Dashboard.Components.Shared;

namespace CcDemo.Dashboard.Components.Metrics;

/// <summary>Measured values as text, with their units of UCUM.</summary>
internal static class MetricNumbers
{
    private static readonly string[] _bytes = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(double value, string unit) => unit switch
    {
        "s" when value == 0 => "0 s",
        "s" when Math.Abs(value) < 1e6 => Times.Of(TimeSpan.FromSeconds(value)),
        "ms" when value != 0 && Math.Abs(value) < 1e9 => Times.Of(TimeSpan.FromMilliseconds(value)),
        "By" => Bytes(value),
        "By/s" => $"{Bytes(value)}/s",
        _ => Plain(value) + Suffix(unit),
    };

    private static string Bytes(double value)
    {
        var index = 0;
        while (Math.Abs(value) >= 1024 && index < _bytes.Length - 1)
        {
            value /= 1024;
            index++;
        }

        return $"{Plain(value)} {_bytes[index]}";
    }

    private static string Plain(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        0 => "0",
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary>An annotation such as <c>{request}</c> says what is counted and is no unit.</summary>
    private static string Suffix(string unit) => unit.Length == 0 || unit == "1" || unit.StartsWith('{') && !unit.EndsWith("/s", StringComparison.Ordinal)
        ? ""
        : unit.EndsWith("/s", StringComparison.Ordinal) && (unit.StartsWith('{') || unit.StartsWith('1')) ? " /s" : $" {unit}";
}
