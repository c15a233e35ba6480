using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CcDemo.Messaging.Tests;

/// <summary>What a program logs, whatever its level, and the spans of this application: their names, tags and events.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];
    private readonly ActivityListener _spans;

    public CapturedLog()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("CcDemo.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _lines.Enqueue((LogLevel.Trace, string.Join(
                ' ', span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)).Select(tag => $"{tag.Key}={tag.Value}").Prepend(span.StatusDescription).Prepend(span.DisplayName)))),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>Sentences, each followed by its exception, if any.</summary>
    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    /// <summary>Those that are worth a warning.</summary>
    public IEnumerable<string> Warnings => _lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose() => _spans.Dispose();

    /// <summary>Checks that nothing of it has a secret in it, as it is or in base64.</summary>
    public void AssertNo(IEnumerable<string> secrets)
    {
        var all = string.Join('\n', Lines);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1], all, StringComparison.Ordinal);
        });
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
