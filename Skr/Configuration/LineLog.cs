using System.Globalization;

namespace CcDemo.Skr.Configuration;

/// <summary>
/// One line for each entry. What is logged holds no secret; what it quotes of others can hold line breaks, which do not
/// begin a line here.
/// </summary>
internal abstract class LineLog(StreamWriter writer, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _writing = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => writer.Dispose();

    /// <summary>Called when an entry could not be written, which must not stop releases.</summary>
    protected abstract void Fail(Exception cause);

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var line = $"{time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} level={Name(level)} source={category} msg={message}{(exception is null ? string.Empty : $" error={exception}")}";
        lock (_writing)
        {
            try
            {
                writer.WriteLine(Flat(line));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                Fail(e);
            }
        }
    }

    private static string Flat(string line) => string.Create(line.Length, line, (flat, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            flat[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }
    });

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    private sealed class Logger(LineLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Write(logLevel, category, formatter(state, exception), exception);
    }
}
