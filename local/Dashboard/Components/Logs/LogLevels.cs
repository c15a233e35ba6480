namespace CcDemo.Dashboard.Components.Logs;

/// <summary>How log levels are shown.</summary>
internal static class LogLevels
{
    public static string Tone(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "bad",
        LogLevel.Warning => "warn",
        _ => "plain",
    };
}
