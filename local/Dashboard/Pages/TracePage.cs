using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Pages;

/// <summary>One trace as a waterfall over all services, and the log records that belong to it.</summary>
internal static class TracePage
{
    private const int DeepestIndent = 12;
    private const double Width = 1000;

    public static Markup Page(Trace trace, IReadOnlyList<LogEntry> logs)
        => Layout.Page(trace.Root.Name, Section.Traces, Content(trace, logs), $"/live/traces/{trace.Id}");

    /// <summary>The part of the page that changes.</summary>
    public static Markup Content(Trace trace, IReadOnlyList<LogEntry> logs) => Markup.Of($"""
        <dl class="facts">
          <div><dt>Trace</dt><dd><code>{trace.Id}</code></dd></div>
          <div><dt>Started</dt><dd>{Times.Of(trace.Start)}</dd></div>
          <div><dt>Duration</dt><dd>{Times.Of(trace.Duration)}</dd></div>
          <div><dt>Spans</dt><dd>{trace.Spans.Count}</dd></div>
          <div><dt>Services</dt><dd><span class="services">{trace.Services.Select(ServiceBadge.Of)}</span></dd></div>
        </dl>
        <div class="card scroll" tabindex="0" role="region" aria-label="Waterfall of spans">
        <table class="waterfall">
          <thead><tr><th scope="col">Operation</th><th scope="col">Service</th><th scope="col" class="number">Duration</th><th scope="col" class="timeline"><span>0</span><span>{Times.Of(trace.Duration / 2)}</span><span>{Times.Of(trace.Duration)}</span></th></tr></thead>
          <tbody>{Outline.Of(trace.Spans, span => span.SpanId, span => span.ParentSpanId).Select(row => Row(trace, row.Item, row.Depth))}</tbody>
        </table>
        </div>
        {(logs.Count == 0 ? Markup.Empty : Logs(logs))}
        """);

    /// <summary>The page for a trace that is not known (any longer).</summary>
    public static Markup Missing() => Layout.Page("Trace not found", Section.Traces, Markup.Of($"""
        <div class="empty"><p>This trace is not known.</p><p>It has not come in yet, or newer ones have displaced it: the dashboard keeps the latest only. <a href="/traces">All traces</a></p></div>
        """));

    private static Markup Row(Trace trace, Span span, int depth) => Markup.Of($"""
        <tr data-key="{span.SpanId}">
          <th scope="row" class="indent-{Math.Min(depth, DeepestIndent)}">
            <details>
              <summary>{span.Name} {(span.IsError ? Markup.Of($"""<span class="state bad">Error</span>""") : Markup.Empty)}</summary>
              {Details(trace, span)}
            </details>
          </th>
          <td>{ServiceBadge.Of(span.Service)}</td>
          <td class="number">{Times.Of(span.Duration)}</td>
          <td class="timeline">{Bar(trace, span)}</td>
        </tr>
        """);

    /// <summary>The span's place in time, as SVG: the content security policy allows no style attributes.</summary>
    private static Markup Bar(Trace trace, Span span)
    {
        var whole = Math.Max(trace.Duration.TotalMicroseconds, 1);
        var width = Math.Clamp(span.Duration.TotalMicroseconds / whole * Width, 4, Width);
        var left = Math.Clamp((span.Start - trace.Start).TotalMicroseconds / whole * Width, 0, Width - width);
        var colour = span.IsError ? "failed" : ServiceBadge.ColourClass(span.Service);
        var offset = Times.Of(span.Start - trace.Start);
        return Markup.Of($"""
            <svg class="span-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label="starts at {offset}, takes {Times.Of(span.Duration)}"><rect class="{colour}" x="{left}" y="0" width="{width}" height="12" rx="2"/></svg>
            """);
    }

    private static Markup Details(Trace trace, Span span) => Markup.Of($"""
        <dl class="attributes">
          <div><dt>span</dt><dd>{span.SpanId}</dd></div>
          <div><dt>kind</dt><dd>{span.Kind}</dd></div>
          <div><dt>source</dt><dd>{span.Scope}</dd></div>
          <div><dt>starts at</dt><dd>{Times.Of(span.Start - trace.Start)}</dd></div>
          {(span.StatusMessage is null ? Markup.Empty : Attribute("status message", span.StatusMessage))}
          {span.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value))}
        </dl>
        {span.Events.Select(moment => Event(trace, moment))}
        """);

    private static Markup Event(Trace trace, SpanMoment moment) => Markup.Of($"""
        <h3>{moment.Name} <span class="quiet">at {Times.Of(moment.Timestamp - trace.Start)}</span></h3>
        <dl class="attributes">{moment.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value))}</dl>
        """);

    private static Markup Attribute(string name, string value) => Markup.Of($"""<div><dt>{name}</dt><dd>{value}</dd></div>""");

    private static Markup Logs(IReadOnlyList<LogEntry> logs) => Markup.Of($"""
        <h2>Log records of this trace</h2>
        <div class="card scroll" tabindex="0" role="region" aria-label="Log records of this trace">
        <table>
          <thead><tr><th scope="col">Time</th><th scope="col">Level</th><th scope="col">Service</th><th scope="col">Message</th></tr></thead>
          <tbody>{logs.Select(Log)}</tbody>
        </table>
        </div>
        """);

    private static Markup Log(LogEntry log) => Markup.Of($"""
        <tr>
          <td class="quiet">{Times.Of(log.Timestamp)}</td>
          <td><span class="state {Tone(log.Level)}">{log.Level.ToString()}</span></td>
          <td>{ServiceBadge.Of(log.Service)}</td>
          <td class="message">{log.Message} <span class="quiet">{log.Category}</span></td>
        </tr>
        """);

    private static string Tone(LogLevel level) => level switch
    {
        LogLevel.Error or LogLevel.Critical => "bad",
        LogLevel.Warning => "warn",
        _ => "plain",
    };
}
