using System.Security.Authentication;
using System.Text.Json;
using Polly;

namespace CcDemo.Skr.Errors;

/// <summary>Requests to other services, with their refusals and failures as sentences.</summary>
internal static class Upstream
{
    private const int MaxBody = 4 * 1024 * 1024;
    private const int MaxQuoted = 600;

    /// <summary>Sends a request.</summary>
    /// <exception cref="RefusalException">The service was not reached.</exception>
    public static async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send, string service, CancellationToken cancellationToken)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw new RefusalException($"{service} showed a TLS certificate that is not trusted: {Flat(e.InnerException.Message)}", e);
        }
        catch (HttpRequestException e)
        {
            throw new RefusalException($"{service} cannot be reached: {Flat(e.Message)}", e) { IsOutage = true };
        }
        catch (Exception e) when (e is ExecutionRejectedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RefusalException($"{service} did not answer in time.", e) { IsOutage = true };
        }
    }

    /// <summary>Reads the body of an answer with status 200 to 207.</summary>
    /// <exception cref="RefusalException">The service refused, or answered too much.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, string service, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var body = await BodyAsync(response, service, cancellationToken);
        return status is >= 200 and <= 207
            ? body
            : throw new RefusalException($"{service} refused with status {status}: {Reason(body)}") { IsOutage = IsOutage(status) };
    }

    /// <summary>Whether a status says that the service is overloaded or broken, not that it refuses.</summary>
    public static bool IsOutage(int status) => status is 408 or 429 or >= 500;

    /// <summary>The reason that a service gives: <c>error.message</c> where it is Azure's form of an error, else the text.</summary>
    public static string Reason(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error))
            {
                return error.ValueKind switch
                {
                    JsonValueKind.Object when error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String => Flat(message.GetString()!),
                    JsonValueKind.String when document.RootElement.TryGetProperty("error_description", out var description) => Flat(description.ToString()),
                    JsonValueKind.String => Flat(error.GetString()!),
                    _ => "it gave no reason.",
                };
            }
        }
        catch (JsonException)
        {
            // Not every proxy on the way speaks JSON; its text is quoted below.
        }

        var text = Flat(System.Text.Encoding.UTF8.GetString(body.Span));
        return text.Length == 0 ? "it gave no reason." : text;
    }

    /// <summary>A message on one line and not too long.</summary>
    public static string Flat(string message)
    {
        var flat = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return flat.Length <= MaxQuoted ? flat : flat[..MaxQuoted] + "...";
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, string service, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBody, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RefusalException($"{service} broke off its answer, or answered more than {MaxBody / 1024 / 1024} MB.", e) { IsOutage = true };
        }
    }
}
