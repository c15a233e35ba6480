using System.Globalization;

namespace CcDemo.Skr.Configuration;

/// <summary>
/// The original's <c>-logfile</c>: one line for each entry, appended to a file. What is logged holds no secret; what it
/// quotes of others can hold line breaks, which do not begin a line here.
/// </summary>
internal sealed class LogFile : ILoggerProvider
{
    private readonly TimeProvider _time;
    private readonly StreamWriter _writer;
    private readonly Lock _writing = new();
    private bool _isBroken;

    /// <exception cref="FormatException">The file cannot be written.</exception>
    public LogFile(string path, TimeProvider time)
    {
        _time = time;
        try
        {
            _writer = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite }) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"LogFile is '{path}', which cannot be written; name another file, or leave it out to log on the console.", e);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => _writer.Dispose();

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var line = $"{_time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} level={Name(level)} source={category} msg={message}{(exception is null ? string.Empty : $" error={exception}")}";
        lock (_writing)
        {
            try
            {
                _writer.WriteLine(Flat(line));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // A full disk must not stop releases; it is said once.
                if (!_isBroken)
                {
                    Console.Error.WriteLine($"The log file cannot be written any more: {e.Message}");
                }

                _isBroken = true;
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

    private sealed class Logger(LogFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => file.Write(logLevel, category, formatter(state, exception), exception);
    }
}
