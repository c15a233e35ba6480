using System.Globalization;
using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Pages;

/// <summary>The table of resources.</summary>
internal static class ResourcesPage
{
    private const int DeepestIndent = 3;

    public static Markup Page(IReadOnlyList<Resource> resources, FeedStatus status)
        => Layout.Page("Resources", Section.Resources, Content(resources, status), "/live/resources");

    /// <summary>The part of the page that changes.</summary>
    public static Markup Content(IReadOnlyList<Resource> resources, FeedStatus status)
        => Markup.Of($"{FeedNotice.Of(status, resources.Count > 0)}{(resources.Count == 0 ? Nothing(status) : Table(resources))}");

    private static Markup Nothing(FeedStatus status) => status.State == FeedState.NotConfigured
        ? Markup.Empty
        : Markup.Of($"""<div class="empty"><p>No resources yet.</p><p>They appear as soon as the application host announces them.</p></div>""");

    private static Markup Table(IReadOnlyList<Resource> resources) => Markup.Of($"""
        <div class="card scroll" tabindex="0" role="region" aria-label="Table of resources">
        <table>
          <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">State</th><th scope="col">Health</th><th scope="col">Started</th><th scope="col">Addresses</th><th scope="col">Actions</th></tr></thead>
          <tbody>{Outline.Of(resources, resource => resource.Name, resource => resource.Parent).Select(row => Row(row.Item, row.Depth))}</tbody>
        </table>
        </div>
        """);

    private static Markup Row(Resource resource, int depth) => Markup.Of($"""
        <tr data-key="{resource.Name}">
          <th scope="row" class="child-{Math.Min(depth, DeepestIndent)}"><div class="name">{resource.Title}{PartOf(resource)}</div></th>
          <td class="quiet">{resource.Type}</td>
          <td>{State(resource)}</td>
          <td>{Health(resource)}</td>
          <td class="quiet">{(resource.StartTime is { } start ? Times.ToTheSecond(start) : Markup.Empty)}</td>
          <td>{Addresses(resource)}</td>
          <td><div class="actions"><a class="button" href="/logs/{Uri.EscapeDataString(resource.Name)}" aria-label="Console log of {resource.Title}">Logs</a>{CommandButton.All(resource)}</div></td>
        </tr>
        """);

    private static Markup PartOf(Resource resource) => resource.Parent is { } parent
        ? Markup.Of($"""<span class="unseen">, part of {parent}</span>""")
        : Markup.Empty;

    private static Markup State(Resource resource)
    {
        var state = resource.State ?? "Unknown";
        var exit = resource.ExitCode is { } code and not 0 && state is ("Exited" or "Finished" or "FailedToStart")
            ? string.Create(CultureInfo.InvariantCulture, $" (code {code})")
            : "";
        var waits = resource.WaitingFor.Count == 0
            ? Markup.Empty
            : Markup.Of($"""<span class="why">for {string.Join(", ", resource.WaitingFor)}</span>""");
        return Markup.Of($"""<span class="state {StateTone(resource)}">{state}{exit}</span>{waits}""");
    }

    private static string StateTone(Resource resource) => (resource.StateStyle, resource.State) switch
    {
        (_, "Exited") when resource.ExitCode is not null and not 0 => "bad",
        ("success", _) => "good",
        ("warning", _) => "warn",
        ("error", _) => "bad",
        (_, "Running" or "Active") => "good",
        (_, "Starting" or "Waiting" or "Stopping" or "Value missing") => "warn",
        (_, "FailedToStart" or "RuntimeUnhealthy") => "bad",
        _ => "plain",
    };

    private static Markup Health(Resource resource)
    {
        if (resource.Health is not { } health)
        {
            return Markup.Of($"""<span class="quiet" aria-label="none">–</span>""");
        }

        var tone = health switch { "Healthy" => "good", "Degraded" => "warn", _ => "bad" };
        var why = resource.HealthReports
            .Where(report => report.Status is not (null or "Healthy"))
            .Select(report => Markup.Of($"""<span class="why">{report.Description ?? report.Name}</span>"""));
        return Markup.Of($"""<span class="state {tone}">{health}</span>{why}""");
    }

    private static Markup Addresses(Resource resource)
    {
        var shown = resource.Urls.Where(url => !url.IsInternal).ToList();
        return shown.Count == 0
            ? Markup.Of($"""<span class="quiet" aria-label="none">–</span>""")
            : Markup.Of($"""<ul class="urls">{shown.Select(url => Markup.Of($"<li>{Address(url)}</li>"))}</ul>""");
    }

    /// <summary>Only web addresses become links: a link of another scheme (javascript:) could do anything.</summary>
    private static Markup Address(ResourceUrl url)
    {
        var text = string.IsNullOrWhiteSpace(url.DisplayText) ? url.Url.TrimEnd('/') : url.DisplayText;
        return Uri.TryCreate(url.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? Markup.Of($"""<a href="{url.Url}" title="{url.Url}" target="_blank" rel="noopener noreferrer">{text}</a>""")
            : Markup.Of($"{text}");
    }
}
