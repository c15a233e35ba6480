using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Mvc;

namespace CcDemo.Producer.Sending;

/// <summary><c>POST /messages</c>: one's own text, as JSON or from the page's form.</summary>
internal static class MessagesEndpoint
{
    private const int LargestBody = 2 * 1024 * 1024;

    public static void MapMessages(this WebApplication app)
        => app.MapPost("/messages", HandleAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody));

    private static async Task<IResult> HandleAsync(HttpRequest request, MessageSender sender, PostedMessages posted, CancellationToken ct)
    {
        // A page of another site could post the form; a browser says so in this header, which pages cannot set.
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
        {
            return Refused("The request comes from another site's page.", StatusCodes.Status403Forbidden);
        }

        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(ct);
            return await SendAsync(new SendRequest(form["text"]), sender, ShowOnPage, ct);
        }

        if (!request.HasJsonContentType())
        {
            return Refused("Send the text as application/json: {\"text\":\"...\"}.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var body = await request.ReadFromJsonAsync<SendRequest>(ct);
            return await SendAsync(body ?? new SendRequest(null), sender, sent => Results.Json(sent, statusCode: StatusCodes.Status202Accepted), ct);
        }
        catch (JsonException)
        {
            return Refused("The body is not a JSON object of the form {\"text\":\"...\"}.");
        }

        IResult ShowOnPage(SentMessage sent)
        {
            posted.Add(sent);
            return Results.LocalRedirect($"~/?sent={sent.Number}");
        }
    }

    private static async Task<IResult> SendAsync(SendRequest body, MessageSender sender, Func<SentMessage, IResult> answer, CancellationToken ct)
    {
        OutgoingMessage? message;
        try
        {
            message = body.ToMessage(out var problem);
            if (message is null)
            {
                return Refused(problem!);
            }
        }
        catch (ArgumentException e)
        {
            return Refused(e.Message);
        }

        var bytes = message.Text.Length;
        if (bytes > sender.MaxTextBytes)
        {
            return Refused($"The text has {bytes} bytes; a message of the format {sender.Format} holds at most {sender.MaxTextBytes}.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return answer(await sender.SendAsync(message, ct));
        }
        catch (ArgumentException e)
        {
            return Refused(e.Message);
        }
        catch (KafkaException e)
        {
            return Refused($"Kafka did not take the message: {e.Error.Reason}", StatusCodes.Status503ServiceUnavailable);
        }
        catch (TimeoutException)
        {
            return Refused("Kafka has not acknowledged the message in time; it may still do so.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Refused(string error, int status = StatusCodes.Status400BadRequest)
        => Results.Json(new { error }, statusCode: status);
}
