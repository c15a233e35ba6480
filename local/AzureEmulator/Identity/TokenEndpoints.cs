using System.Globalization;
using CcDemo.AzureEmulator.Metadata;

namespace CcDemo.AzureEmulator.Identity;

/// <summary>The managed identity endpoint of the instance metadata service: <c>GET /metadata/identity/oauth2/token</c>.</summary>
internal static partial class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/metadata/identity/oauth2/token", Token).AddEndpointFilter<MetadataHeaderFilter>();

    private static IResult Token(HttpRequest request, IdentityDirectory identities, AccessTokens tokens, TimeProvider time, ILogger<AccessTokens> logger)
    {
        string? resource = request.Query["resource"];
        string? clientId = request.Query["client_id"];
        if (string.IsNullOrEmpty(request.Query["api-version"]))
        {
            return Refuse("Required query variable 'api-version' is missing");
        }

        if (string.IsNullOrEmpty(resource))
        {
            return Refuse("Required query variable 'resource' is missing");
        }

        if (identities.Find(clientId) is not { } identity)
        {
            Log.NoSuchIdentity(logger, clientId);
            return Refuse("Identity not found");
        }

        var token = tokens.Issue(identity, resource);
        var seconds = (long)(token.ExpiresOn - time.GetUtcNow()).TotalSeconds;
        // The Go sidecar reads every member as a string, numbers included.
        return Results.Json(new TokenResponse(
            token.Token, identity.ClientId, Text(seconds), Text(token.ExpiresOn.ToUnixTimeSeconds()), Text(seconds), Text(time.GetUtcNow().ToUnixTimeSeconds()), resource, "Bearer"), MetadataError.Json);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IResult Refuse(string description)
        => Results.Json(new MetadataError("invalid_request", description), MetadataError.Json, statusCode: StatusCodes.Status400BadRequest);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A token was asked for the client id '{ClientId}', which Emulator:Identities does not have.")]
        public static partial void NoSuchIdentity(ILogger logger, string? clientId);
    }
}
