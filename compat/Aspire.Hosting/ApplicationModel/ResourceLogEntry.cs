namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of the log of a resource, with the time at which it came.</summary>
internal readonly record struct ResourceLogEntry(int Line, DateTime Timestamp, string Text, bool IsError);
