namespace CcDemo.Bench;

/// <summary>Text as messages have it: ASCII, and no two stretches alike, so that nothing compresses that would not in earnest.</summary>
internal static class SampleText
{
    public static string Of(int bytes, int seed = 1)
    {
        var random = new Random(seed);
        return string.Create(bytes, random, static (text, random) => random.GetItems("abcdefghijklmnopqrstuvwxyz0123456789 .,:{}\"", text));
    }
}
