using CcDemo.Dashboard.Otlp;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>Turns OTLP's log records into what the dashboard keeps.</summary>
internal sealed class LogReading(OtlpValues values, TimeProvider time)
{
    private const string ExceptionType = "exception.type";
    private const string ExceptionMessage = "exception.message";
    private const string ExceptionStackTrace = "exception.stacktrace";

    /// <summary>The log records of a request, not yet numbered.</summary>
    public IReadOnlyCollection<LogEntry> Read(ExportLogsServiceRequest request)
    {
        var entries = new List<LogEntry>();
        foreach (var resource in request.ResourceLogs)
        {
            var key = values.Resource(resource.Resource);
            foreach (var scope in resource.ScopeLogs)
            {
                var category = values.Text(scope.Scope?.Name);
                entries.AddRange(scope.LogRecords.Select(record => Read(record, key, category)));
            }
        }

        return entries;
    }

    private LogEntry Read(LogRecord record, ResourceKey resource, string category)
    {
        var attributes = values.Attributes(record.Attributes);
        var message = values.Text(record.Body);
        return new LogEntry(
            Number: 0,
            (record.TimeUnixNano, record.ObservedTimeUnixNano) switch
            {
                (0, 0) => time.GetUtcNow(),
                (0, var observed) => OtlpValues.Time(observed),
                var (written, _) => OtlpValues.Time(written),
            },
            resource,
            category,
            Level(record.SeverityNumber),
            message.Length > 0 ? message : values.Text(record.EventName),
            OtlpValues.TraceId(record.TraceId),
            OtlpValues.SpanId(record.SpanId),
            WithoutException(attributes),
            Exception(attributes));
    }

    private static TelemetryAttributes WithoutException(TelemetryAttributes attributes)
        => attributes.Keys.Any(IsOfException) ? new TelemetryAttributes(attributes.Where(attribute => !IsOfException(attribute.Key))) : attributes;

    private static bool IsOfException(string name) => name is ExceptionType or ExceptionMessage or ExceptionStackTrace;

    /// <summary>.NET's stack trace begins with type and message; that of other languages may not.</summary>
    private static string? Exception(TelemetryAttributes attributes)
    {
        var type = attributes.GetValueOrDefault(ExceptionType);
        var message = attributes.GetValueOrDefault(ExceptionMessage);
        var title = (type, message) switch
        {
            (null, _) => message,
            (_, null) => type,
            _ => $"{type}: {message}",
        };
        return attributes.TryGetValue(ExceptionStackTrace, out var trace)
            ? title is null || trace.Contains(message ?? type!, StringComparison.Ordinal) ? trace : $"{title}\n{trace}"
            : title;
    }

    /// <summary>The level by the specification's number ranges; its text differs between exporters.</summary>
    private static LogLevel Level(int severityNumber) => severityNumber switch
    {
        >= 21 => LogLevel.Critical,
        >= 17 => LogLevel.Error,
        >= 13 => LogLevel.Warning,
        >= 9 => LogLevel.Information,
        >= 5 => LogLevel.Debug,
        >= 1 => LogLevel.Trace,
        _ => LogLevel.Information,
    };
}
