namespace CcDemo.Dashboard.Components.Output;

/// <summary>Text in one style.</summary>
/// <param name="Text">Without escape sequences.</param>
/// <param name="Style">Style classes, or null for plain text.</param>
public readonly record struct AnsiRun(string Text, string? Style);
