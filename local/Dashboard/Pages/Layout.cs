namespace CcDemo.Dashboard.Pages;

/// <summary>What all pages have around them.</summary>
internal static class Layout
{
    /// <summary>A page whose content <c>dashboard.js</c> keeps up to date from <paramref name="liveFrom"/>, if given.</summary>
    public static Markup Page(string title, Section section, Markup content, string? liveFrom = null) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title} · CcDemo</title>
          <link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
          <link rel="stylesheet" href="/assets/dashboard.css">
          <script src="/assets/dashboard.js" defer></script>
        </head>
        <body>
          <a class="skip" href="#content">Skip to content</a>
          <header class="bar">
            <a class="brand" href="/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5z"/><path class="key" d="M12 8.2a2.3 2.3 0 0 0-1 4.37V16h2v-3.43a2.3 2.3 0 0 0-1-4.37z"/></svg>CcDemo</a>
            <nav aria-label="Main">
              {Link("/", "Resources", section == Section.Resources)}
              {Link("/logs", "Console logs", section == Section.Logs)}
              {Link("/traces", "Traces", section == Section.Traces)}
            </nav>
            <p class="link-state js-only" id="link-state" role="status"></p>
          </header>
          <main id="content" tabindex="-1">
            <h1>{title}</h1>
            <p id="announcement" class="announcement" role="status" aria-live="polite"></p>
            <div id="live"{(liveFrom is null ? Markup.Empty : Markup.Of($" data-live=\"{liveFrom}\""))}>{content}</div>
          </main>
        </body>
        </html>
        """);

    private static Markup Link(string address, string text, bool isCurrent)
        => isCurrent
            ? Markup.Of($"""<a href="{address}" aria-current="page">{text}</a>""")
            : Markup.Of($"""<a href="{address}">{text}</a>""");
}
