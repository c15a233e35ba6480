using System.Text;
using CcDemo.Consumer.Api;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.ServicePages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Pages;

/// <summary>The door of this folder: one page, as HTML and as plain text.</summary>
internal static class PagesExtensions
{
    private const int ShownMessages = 50;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<MessageStream>();
        builder.Services.AddSingleton<LiveFigures>();
    }

    public static void MapPages(this WebApplication app)
    {
        // The login page needs these two before anybody is logged in.
        app.MapStatic("consumer.css", "text/css; charset=utf-8").AllowAnonymous();
        app.MapStatic("favicon.svg", "image/svg+xml").AllowAnonymous();
        app.MapStatic("consumer.js", "text/javascript; charset=utf-8");
        app.MapGet("/", HomeAsync);
        app.MapGet("/proof", ProofAsync);
        app.MapGet("/messages/{id:long}", MessageAsync);
    }

    private static async Task<IResult> HomeAsync(
        HttpContext http, PageRenderer pages, MessageBoard board, LiveFigures figures, AttestationStatus status, IOptions<ConsumerOptions> options,
        [FromQuery(Name = "q")] string? filter)
    {
        var lastEventId = $"{board.Id}-{board.Revision}";
        var messages = board.NewestFirst();
        var latest = board.Latest();

        http.Response.Protect(formAction: "'self'");
        http.Response.Headers.Vary = "Accept";
        if (WantsPlainText(http.Request))
        {
            return TypedResults.Text(PlainPage.Write(latest is null ? null : MessageView.Of(latest), status.Current), "text/plain", Encoding.UTF8);
        }

        filter = (filter ?? "").Trim();
        var dashboard = options.Value.DashboardUrl;
        var shown = messages.Where(message => IsWanted(message, filter)).Take(ShownMessages).Select(message => ShownMessage.Of(message, dashboard)).ToList();
        var model = new HomeModel(
            options.Value.Topic, options.Value.Notice, filter, shown, LatestMessage.Of(latest), board.Counts(), figures.Chart, figures.Services, status.Current, lastEventId);
        return await pages.RenderAsync<HomePage>(new() { [nameof(HomePage.Model)] = model });
    }

    /// <summary>The chain alone, for the script to put in the place of an older one.</summary>
    private static Task<IResult> ProofAsync(HttpContext http, PageRenderer pages, AttestationStatus status)
    {
        http.Response.Protect();
        return pages.RenderAsync<ProofPanel>(new() { [nameof(ProofPanel.Attestation)] = status.Current });
    }

    /// <summary>One message with all its characters.</summary>
    private static async Task<IResult> MessageAsync(HttpContext http, PageRenderer pages, MessageBoard board, IOptions<ConsumerOptions> options, long id)
    {
        http.Response.Protect();
        return board.FindMessage(id) is { } message
            ? await pages.RenderAsync<MessagePage>(new() { [nameof(MessagePage.Message)] = ShownMessage.Of(message, options.Value.DashboardUrl, int.MaxValue) })
            : Results.Text($"{MessageBoard.Missing(id)}\n", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool IsWanted(BoardMessage message, string filter)
        => filter.Length == 0
            || new[] { message.Opening.Text, message.Opening.Reason, message.Form?.KeyId, message.State, message.TraceId }.Any(part => part?.Contains(filter, StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>A browser asks for HTML by name; curl accepts anything and is read in a terminal.</summary>
    private static bool WantsPlainText(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return false;
        }

        var html = accepted.FirstOrDefault(type => type.MediaType == "text/html");
        var plain = accepted.FirstOrDefault(type => type.MediaType == "text/plain");
        return html is null || (plain?.Quality ?? (plain is null ? 0 : 1)) > (html.Quality ?? 1);
    }

    private static RouteHandlerBuilder MapStatic(this WebApplication app, string name, string type)
    {
        var file = new StaticFile(typeof(PagesExtensions).Assembly, name, type);
        return app.MapGet($"/{name}", file.Serve);
    }
}
