using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;

namespace CcDemo.AppHost;

/// <summary>Why a call of the vault failed, in its own words and codes.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Code">The error's code, such as <c>Forbidden</c>.</param>
/// <param name="InnerCode">The inner error's code, such as <c>ForbiddenByRbac</c>; empty when there is none.</param>
/// <param name="Message">What the vault, or the connection, says: one line without tokens.</param>
internal sealed partial record VaultFailure(int Status, string Code, string InnerCode, string Message)
{
    /// <summary>The code of a failure to get an access token.</summary>
    public const string NoToken = "NoToken";

    /// <summary>The code of a host name that is not known.</summary>
    public const string UnknownHost = "UnknownHost";

    /// <summary>The code of a connection that did not come about.</summary>
    public const string NoConnection = "NoConnection";

    /// <summary>The code of a certificate that is not trusted.</summary>
    public const string NotTrusted = "NotTrusted";

    /// <summary>The code of a challenge for another domain's token.</summary>
    public const string ForeignChallenge = "ForeignChallenge";

    private const int MaxMessage = 600;

    /// <summary>After how long the vault wants to be asked again; null when it does not say.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Reads a failed call.</summary>
    /// <returns>Null when the exception is not one of a call of the vault.</returns>
    public static VaultFailure? Of(Exception exception) => exception switch
    {
        // One for each try; the last says how things stand.
        AggregateException { InnerExceptions: [.., var last] } => Of(last),
        RequestFailedException failed when failed.GetRawResponse() is { } response => Of(
            response.Status,
            response.Content.ToString(),
            response.Headers.TryGetValue("Retry-After", out var after) ? after : null),
        RequestFailedException { InnerException: HttpRequestException inner } => Of(inner),
        RequestFailedException failed => new VaultFailure(0, NoConnection, "", OneLine(failed.Message)),
        HttpRequestException inner => Of(inner),
        AuthenticationFailedException failed => new VaultFailure(0, NoToken, "", OneLine(failed.Message)),
        InvalidOperationException failed when failed.Message.Contains("challenge resource", StringComparison.OrdinalIgnoreCase)
            => new VaultFailure(0, ForeignChallenge, "", OneLine(failed.Message)),
        TaskCanceledException => new VaultFailure(0, NoConnection, "", "There was no answer in time."),
        _ => null,
    };

    /// <summary>Reads an answer of the vault, <c>{"error":{"code","message","innererror":{"code"}}}</c>.</summary>
    public static VaultFailure Of(int status, string body, string? retryAfter = null)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                var inner = error.TryGetProperty("innererror", out var member) && member.ValueKind == JsonValueKind.Object ? Text(member, "code") : "";
                return new VaultFailure(status, Text(error, "code"), inner, OneLine(Text(error, "message"))) { RetryAfter = retryAfter };
            }
        }
        catch (JsonException)
        {
            // A proxy's page, perhaps: it says nothing that helps.
        }

        return new VaultFailure(status, "", "", "") { RetryAfter = retryAfter };
    }

    private static VaultFailure Of(HttpRequestException exception) => new(
        0,
        exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => UnknownHost,
            HttpRequestError.SecureConnectionError => NotTrusted,
            _ => NoConnection,
        },
        "",
        OneLine(exception.GetBaseException().Message));

    private static string Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string OneLine(string text)
    {
        var line = Token().Replace(Space().Replace(text, " ").Trim(), "(token)");
        return line.Length <= MaxMessage ? line : line[..MaxMessage] + "…";
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Space();

    /// <summary>What begins as every JWT does, and a bearer token of whatever form.</summary>
    [GeneratedRegex(@"eyJ[\w-]{8,}(\.[\w-]*)*|(?<=\bBearer\s)[\w.~+/=-]{20,}", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
