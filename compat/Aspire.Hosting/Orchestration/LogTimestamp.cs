using System.Globalization;

namespace Aspire.Hosting.Orchestration;

/// <summary>The time that .NET services put before each line of their log, so that it can be taken off again.</summary>
internal static class LogTimestamp
{
    public const string Format = "yyyy-MM-ddTHH:mm:ss.fffffff ";

    public static string Strip(string line)
        => line.Length >= Format.Length && line[Format.Length - 1] == ' '
            && DateTime.TryParseExact(line.AsSpan(0, Format.Length - 1), "yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? line[Format.Length..]
            : line;
}
