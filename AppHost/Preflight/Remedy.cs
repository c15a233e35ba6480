namespace CcDemo.AppHost;

/// <summary>What mends a finding: a command, or a sentence where no single command does.</summary>
internal sealed record Remedy
{
    private Remedy(string text, IReadOnlyList<string> words, bool isSafe)
    {
        Text = text;
        Words = words;
        IsSafe = isSafe;
    }

    /// <summary>The command as it is typed into a POSIX shell, or the sentence.</summary>
    public string Text { get; }

    /// <summary>The program and its arguments; empty for a sentence.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>
    /// Whether <c>--fix</c> may run it: it costs nothing, deletes nothing, grants nobody anything and changes neither the
    /// cluster nor whom the operator is logged in as.
    /// </summary>
    public bool IsSafe { get; }

    /// <summary>A command that <c>--fix</c> runs after asking.</summary>
    public static Remedy Safe(params string[] words) => new(ShellText.Of(words), words, isSafe: true);

    /// <summary>A command that the operator decides on.</summary>
    public static Remedy Command(params string[] words) => new(ShellText.Of(words), words, isSafe: false);

    /// <summary>A sentence.</summary>
    public static Remedy Sentence(string text) => new(text, [], isSafe: false);

    public override string ToString() => Text;
}
