using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Pages;

/// <summary>The console log of one resource.</summary>
internal static class LogsPage
{
    public static Markup Page(Resource resource, IReadOnlyList<Resource> resources, ConsoleExcerpt log, string? filter, bool errorsOnly)
    {
        var lines = log.Lines
            .Where(line => (!errorsOnly || line.IsError)
                && (string.IsNullOrEmpty(filter) || line.Text.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var name = Uri.EscapeDataString(resource.Name);
        var isFiltered = errorsOnly || !string.IsNullOrEmpty(filter);
        // A filtered page is not the whole log: the script asks for all of it and filters by itself.
        var after = isFiltered ? "" : log.Position.ToString();
        return Layout.Page($"Console log of {resource.Title}", Section.Logs, Markup.Of($"""
            {Choice(resources, resource)}
            <div class="tools">
              <form method="get" action="/logs/{name}" role="search">
                <input type="search" id="filter" name="filter" value="{filter}" placeholder="Filter lines" aria-label="Filter lines" autocomplete="off">
                <label><input type="checkbox" id="errors-only" name="errors" value="true"{(errorsOnly ? Markup.Of($" checked") : Markup.Empty)}> standard error only</label>
                <noscript><button>Filter</button></noscript>
              </form>
              <button type="button" class="js-only" id="follow" aria-pressed="true">Follow</button>
              <span class="count" id="line-count">{lines.Count} lines</span>
            </div>
            <div class="console" id="console" data-stream="/live/logs/{name}" data-after="{after}" tabindex="0" role="log" aria-live="off" aria-label="Console log of {resource.Title}">
              <ol>{lines.Select(Line)}</ol>
            </div>
            """));
    }

    /// <summary>The page while there is no resource to choose.</summary>
    public static Markup Nothing(FeedStatus status) => Layout.Page("Console logs", Section.Logs, Markup.Of($"""
        {FeedNotice.Of(status, hasOldNews: false)}
        <div class="empty"><p>No console logs yet.</p><p>Each resource has one as soon as the application host announces it.</p></div>
        """));

    /// <summary>The page for a resource that does not exist.</summary>
    public static Markup Missing(IReadOnlyList<Resource> resources) => Layout.Page("Resource not found", Section.Logs, Markup.Of($"""
        {Choice(resources, chosen: null)}
        <div class="empty"><p>There is no such resource.</p></div>
        """));

    private static Markup Choice(IReadOnlyList<Resource> resources, Resource? chosen) => Markup.Of($"""
        <nav class="filters" aria-label="Resources">{resources.Select(resource => Chip(resource, resource.Name == chosen?.Name))}</nav>
        """);

    private static Markup Chip(Resource resource, bool isCurrent) => Markup.Of($"""
        <a class="chip" href="/logs/{Uri.EscapeDataString(resource.Name)}"{(isCurrent ? Markup.Of($" aria-current=\"page\"") : Markup.Empty)}>{resource.Title}</a>
        """);

    private static Markup Line(ConsoleLine line) => Markup.Of($"""
        <li{(line.IsError ? Markup.Of($" class=\"err\"") : Markup.Empty)}>{Times.Of(line.Timestamp)} <span class="stream">{(line.IsError ? "err" : "")}</span> <span class="text">{line.Text}</span></li>
        """);
}
