using System.Globalization;

namespace CcDemo.Dashboard.Feed;

/// <summary>A place in a <see cref="ConsoleLog"/>: the run and the number of the last line that was read.</summary>
internal sealed record ConsolePosition(string Epoch, long Line)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is no position.</summary>
    public static ConsolePosition? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts is [var epoch, var line] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ConsolePosition(epoch, number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Line}");
}
