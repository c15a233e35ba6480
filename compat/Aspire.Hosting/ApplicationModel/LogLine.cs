namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of the log of a resource; lines count from 1.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
