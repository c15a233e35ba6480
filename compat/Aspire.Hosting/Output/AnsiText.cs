using System.Text.RegularExpressions;

namespace Aspire.Hosting.Output;

/// <summary>Takes colours and cursor movements out of text.</summary>
internal static partial class AnsiText
{
    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Sequence().Replace(text, "") : text;

    [GeneratedRegex("\e(\\[[0-9;?]*[ -/]*[@-~]|\\][^\a\e]*(\a|\e\\\\)|[@-Z\\\\-_])")]
    private static partial Regex Sequence();
}
