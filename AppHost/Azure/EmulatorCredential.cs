using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Azure.Core;

namespace CcDemo.AppHost;

/// <summary>The operator's identity with an emulator, asked for where a managed identity is asked for on Azure.</summary>
/// <param name="http">Connections to it.</param>
/// <param name="metadataUrl">The address of its identity endpoint, without a trailing slash.</param>
/// <param name="clientId">The identity; empty for the only one that there is.</param>
internal sealed class EmulatorCredential(HttpClient http, string metadataUrl, string clientId) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new NotSupportedException("Ask with GetTokenAsync.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var resource = requestContext.Scopes.Single().Replace("/.default", "", StringComparison.Ordinal);
        var identity = clientId.Length > 0 ? $"&client_id={Uri.EscapeDataString(clientId)}" : "";
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{metadataUrl}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={Uri.EscapeDataString(resource)}{identity}");
        request.Headers.Add("Metadata", "true");

        using var response = await SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken)
            ?? throw new DistributedApplicationException($"The identity endpoint {metadataUrl} answered nothing.");
        return new AccessToken(answer.AccessToken, DateTimeOffset.FromUnixTimeSeconds(answer.ExpiresOn));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            var response = await http.SendAsync(request, ct);
            return response.IsSuccessStatusCode
                ? response
                : throw new DistributedApplicationException($"The identity endpoint {metadataUrl} has no identity '{clientId}': it answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            throw new DistributedApplicationException($"The identity endpoint {metadataUrl} cannot be reached: {e.Message}");
        }
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_on"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long ExpiresOn);
}
