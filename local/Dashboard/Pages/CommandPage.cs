using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Pages;

/// <summary>Asks before a command is run, and shows what came of it; both for readers without JavaScript.</summary>
internal static class CommandPage
{
    public static Markup Ask(Resource resource, ResourceCommand command) => Layout.Page(
        $"{command.Title}: {resource.Title}",
        Section.Resources,
        Markup.Of($"""
            <div class="card confirm">
              <p>{command.Confirmation ?? command.Description ?? "Run this command?"}</p>
              <div class="actions">
                <form method="post" action="{CommandButton.Address(resource, command)}"><button class="primary">{command.Title}</button></form>
                <a class="button" href="/">Cancel</a>
              </div>
            </div>
            """));

    public static Markup Result(Resource resource, ResourceCommand command, bool success, string sentence) => Layout.Page(
        $"{command.Title}: {resource.Title}",
        Section.Resources,
        Markup.Of($"""
            <p class="notice {(success ? "" : "bad")}">{sentence}</p>
            <a class="button" href="/">Back to the resources</a>
            """));

    public static Markup Missing() => Layout.Page("Command not found", Section.Resources, Markup.Of($"""
        <div class="empty"><p>There is no such command.</p><p>The resource does not exist, or it does not offer the command at present. <a href="/">All resources</a></p></div>
        """));
}
