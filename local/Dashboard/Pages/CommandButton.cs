using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Pages;

/// <summary>Buttons for a resource's commands: the highlighted ones in sight, the others folded away.</summary>
internal static class CommandButton
{
    public static Markup All(Resource resource)
    {
        var shown = resource.Commands.Where(command => command.State != "Hidden").ToList();
        var others = shown.Where(command => !command.IsHighlighted).ToList();
        return Markup.Of($"""
            {shown.Where(command => command.IsHighlighted).Select(command => Of(resource, command))}
            {(others.Count == 0 ? Markup.Empty : Markup.Of($"""<details class="menu"><summary class="button" aria-label="More commands of {resource.Title}">More</summary><div class="actions">{others.Select(command => Of(resource, command))}</div></details>"""))}
            """);
    }

    /// <summary>The address of a command: a GET shows what it is and asks, a POST runs it.</summary>
    public static string Address(Resource resource, ResourceCommand command)
        => $"/resources/{Uri.EscapeDataString(resource.Name)}/commands/{Uri.EscapeDataString(command.Name)}";

    private static Markup Of(Resource resource, ResourceCommand command)
    {
        var address = Address(resource, command);
        var method = command.Confirmation is null ? "post" : "get";
        var disabled = command.State == "Enabled" ? Markup.Empty : Markup.Of($" disabled");
        return Markup.Of($"""
            <form method="{method}" action="{address}" data-key="{command.Name}" data-command="{address}" data-confirm="{command.Confirmation}"><button title="{command.Description}" aria-label="{command.Title}: {resource.Title}"{disabled}>{command.Title}</button></form>
            """);
    }
}
