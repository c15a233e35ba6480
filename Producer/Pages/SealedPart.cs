namespace CcDemo.Producer.Pages;

/// <summary>One part of a sealed value, for showing.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Meaning">What it is for, in one sentence.</param>
/// <param name="Text">Its characters on the topic, shortened when they are many.</param>
/// <param name="Length">How many characters it has.</param>
internal sealed record SealedPart(string Name, string Meaning, string Text, int Length)
{
    public bool IsShortened => Text.Length < Length;
}
