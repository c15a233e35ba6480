using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Azure.Core;

namespace CcDemo.AppHost;

/// <summary>The operator's identity in a local run, asked for where a managed identity is asked for on Azure.</summary>
internal sealed class EmulatorCredential(HttpClient http, string metadataUrl, string clientId) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new NotSupportedException("Ask with GetTokenAsync.");

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var resource = requestContext.Scopes.Single().Replace("/.default", "", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{metadataUrl}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={Uri.EscapeDataString(resource)}&client_id={clientId}");
        request.Headers.Add("Metadata", "true");

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken)
            ?? throw new DistributedApplicationException("The emulator's identity endpoint answered nothing.");
        return new AccessToken(answer.AccessToken, DateTimeOffset.FromUnixTimeSeconds(answer.ExpiresOn));
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_on"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long ExpiresOn);
}
