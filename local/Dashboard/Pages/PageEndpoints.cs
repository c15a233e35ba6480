using CcDemo.Dashboard.Feed;
using CcDemo.Dashboard.Telemetry;

namespace CcDemo.Dashboard.Pages;

/// <summary>The pages.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", (ResourceBoard board) =>
        {
            var (resources, status) = board.Read();
            return new PageResult(ResourcesPage.Page(resources, status));
        });
        app.MapGet("/logs", FirstLog);
        app.MapGet("/logs/{name}", Log);
        app.MapGet("/traces", (TraceStore traces, string? service) => new PageResult(TracesPage.Page(traces.List(), service)));
        app.MapGet("/traces/{id}", Trace);
        // Where Aspire's dashboard has it, for links of services.
        app.MapGet("/traces/detail/{id}", Trace);
        app.MapGet("/resources/{name}/commands/{command}", AskForCommand);
        app.MapPost("/resources/{name}/commands/{command}", RunCommandAsync);
    }

    private static IResult FirstLog(ResourceBoard board)
    {
        var (resources, status) = board.Read();
        return resources.Count == 0
            ? new PageResult(LogsPage.Nothing(status))
            : TypedResults.LocalRedirect($"/logs/{Uri.EscapeDataString(resources[0].Name)}");
    }

    private static PageResult Log(string name, string? filter, bool? errors, ResourceBoard board, ConsoleLogs logs)
    {
        var (resources, _) = board.Read();
        return board.Find(name) is { } resource
            ? new PageResult(LogsPage.Page(resource, resources, logs.Of(resource.Name).Read(), filter, errors ?? false))
            : new PageResult(LogsPage.Missing(resources), StatusCodes.Status404NotFound);
    }

    private static PageResult Trace(string id, TraceStore traces, LogStore logs) => traces.Find(id) is { } trace
        ? new PageResult(TracePage.Page(trace, logs.OfTrace(id)))
        : new PageResult(TracePage.Missing(), StatusCodes.Status404NotFound);

    private static PageResult AskForCommand(string name, string command, ResourceBoard board)
        => Find(board, name, command) is var (resource, known)
            ? new PageResult(CommandPage.Ask(resource, known))
            : new PageResult(CommandPage.Missing(), StatusCodes.Status404NotFound);

    private static async Task<IResult> RunCommandAsync(
        string name, string command, ResourceBoard board, FeedClient feed, HttpRequest request, IHostApplicationLifetime lifetime)
    {
        if (Find(board, name, command) is not var (resource, known))
        {
            return new PageResult(CommandPage.Missing(), StatusCodes.Status404NotFound);
        }

        // Not the request's own token: a command that has begun is not undone by leaving the page.
        var outcome = await feed.RunAsync(resource.Name, known.Name, lifetime.ApplicationStopping);
        var sentence = Sentence(resource, known, outcome);
        return request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(new CommandOutcome { Success = outcome.Success, Canceled = outcome.Canceled, Message = sentence })
            : new PageResult(CommandPage.Result(resource, known, outcome.Success, sentence));
    }

    private static (Resource Resource, ResourceCommand Command)? Find(ResourceBoard board, string name, string command)
        => board.Find(name) is { } resource
            && resource.Commands.FirstOrDefault(candidate => candidate.Name == command && candidate.State == "Enabled") is { } known
            ? (resource, known)
            : null;

    private static string Sentence(Resource resource, ResourceCommand command, CommandOutcome outcome) => outcome switch
    {
        { Success: true } => $"“{command.Title}” was done for {resource.Title}.",
        { Canceled: true } => $"“{command.Title}” was cancelled for {resource.Title}.",
        { Message: { Length: > 0 } why } => $"“{command.Title}” failed for {resource.Title}: {why}",
        _ => $"“{command.Title}” failed for {resource.Title}; the console log may say why.",
    };
}
