using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Pages;

/// <summary>The list of traces.</summary>
internal static class TracesPage
{
    private const int Shown = 200;

    public static Markup Page(IReadOnlyList<Trace> traces, string? service)
        => Layout.Page("Traces", Section.Traces, Content(traces, service), LiveFrom(service));

    /// <summary>The part of the page that changes.</summary>
    public static Markup Content(IReadOnlyList<Trace> traces, string? service)
    {
        var services = traces.SelectMany(trace => trace.Services).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var chosen = service is null ? traces : [.. traces.Where(trace => trace.Services.Contains(service))];
        return Markup.Of($"""
            <nav class="filters" aria-label="Filter by service">
              {Filter("/traces", "All services", service is null)}
              {services.Select(name => Filter($"/traces?service={Uri.EscapeDataString(name)}", name, name == service))}
              <span class="count">{Count(chosen.Count)}</span>
            </nav>
            {(chosen.Count == 0 ? Nothing() : Table(chosen.Take(Shown)))}
            """);
    }

    private static string LiveFrom(string? service)
        => service is null ? "/live/traces" : $"/live/traces?service={Uri.EscapeDataString(service)}";

    private static Markup Filter(string address, string text, bool isCurrent)
        => isCurrent
            ? Markup.Of($"""<a class="chip" href="{address}" aria-current="true" data-key="{address}">{text}</a>""")
            : Markup.Of($"""<a class="chip" href="{address}" data-key="{address}">{text}</a>""");

    private static string Count(int count) => count switch
    {
        1 => "1 trace",
        > Shown => $"the latest {Shown} of {count} traces",
        _ => $"{count} traces",
    };

    private static Markup Nothing() => Markup.Of($"""
        <div class="empty"><p>No traces yet.</p><p>Services send them over OTLP as soon as they have something to do.</p></div>
        """);

    private static Markup Table(IEnumerable<Trace> traces) => Markup.Of($"""
        <div class="card scroll" tabindex="0" role="region" aria-label="List of traces">
        <table>
          <thead><tr><th scope="col">Started</th><th scope="col">Trace</th><th scope="col">Services</th><th scope="col" class="number">Spans</th><th scope="col" class="number">Duration</th><th scope="col">Result</th></tr></thead>
          <tbody>{traces.Select(Row)}</tbody>
        </table>
        </div>
        """);

    private static Markup Row(Trace trace) => Markup.Of($"""
        <tr data-key="{trace.Id}">
          <td class="quiet">{Times.Of(trace.Start)}</td>
          <th scope="row"><a href="/traces/{trace.Id}">{trace.Root.Name}</a> <span class="id">{trace.Id[..7]}</span></th>
          <td><span class="services">{trace.Services.Select(ServiceBadge.Of)}</span></td>
          <td class="number">{trace.Spans.Count}</td>
          <td class="number">{Times.Of(trace.Duration)}</td>
          <td>{Result(trace.HasError)}</td>
        </tr>
        """);

    private static Markup Result(bool hasError)
        => hasError ? Markup.Of($"""<span class="state bad">Error</span>""") : Markup.Of($"""<span class="state good">OK</span>""");
}
