using CcDemo.BrowserAccess;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Api;

/// <summary>The door of this folder: what the page knows, for programs.</summary>
internal static class ApiExtensions
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });

        api.MapGet("/messages", (MessageBoard board, int? limit) => board.NewestFirst().Take(limit ?? int.MaxValue).Select(MessageView.Of));
        api.MapGet("/messages/{id:long}", IResult (MessageBoard board, long id) => board.FindMessage(id) is { } message
            ? TypedResults.Ok(MessageView.Of(message))
            : TypedResults.NotFound(new { error = MessageBoard.Missing(id) }));
        api.MapGet("/attestation", (AttestationStatus status) => status.Current);
        api.MapGet("/messages/stream", (HttpContext http, MessageStream stream, string? after, CancellationToken ct)
            => TypedResults.ServerSentEvents(stream.ReadAsync(http.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? after, http.LoginEnds(), ct)));
    }
}
