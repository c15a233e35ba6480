using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class IdentityTests
{
    private const string AuthorityHost = "AZURE_POD_IDENTITY_AUTHORITY_HOST";
    private readonly TestEmulator _emulator;

    public IdentityTests(TestEmulator emulator)
    {
        _emulator = emulator;
        // Azure.Identity takes the address from the environment only; no other test looks at it.
        Environment.SetEnvironmentVariable(AuthorityHost, emulator.Host.Metadata.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task The_managed_identity_credential_of_Azure_Identity_gets_a_token_that_the_vault_takes()
    {
        var guest = await _emulator.LaunchAsync();
        var key = await _emulator.CreateKeyAsync(guest);
        var keys = _emulator.KeysAs(new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(TestEmulator.Pod)));

        ReleaseKeyResult result = await keys.ReleaseKeyAsync(key.Name, await guest.AttestAsync());

        Assert.Equal(3, result.Value.Split('.').Length);
    }

    [Fact]
    public async Task An_identity_that_does_not_exist_gets_no_token()
    {
        var credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId("no-such-client-id"));

        var failure = await Assert.ThrowsAnyAsync<AuthenticationFailedException>(
            async () => await credential.GetTokenAsync(new TokenRequestContext(["https://vault.azure.net/.default"]), CancellationToken.None));

        Assert.Contains("Identity not found", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?api-version=2018-02-01&resource=https://vault.azure.net&client_id=nobody-at-all", "Identity not found")]
    [InlineData("?api-version=2018-02-01&resource=https://vault.azure.net", "Identity not found")]
    [InlineData("?api-version=2018-02-01&client_id=pod-client-id", "'resource' is missing")]
    [InlineData("?resource=https://vault.azure.net&client_id=pod-client-id", "'api-version' is missing")]
    public async Task A_request_that_lacks_something_is_refused(string query, string words)
    {
        using var response = await AskAsync(query, metadata: true);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid_request", error.GetProperty("error").GetString());
        Assert.Contains(words, error.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_the_metadata_header_is_refused()
    {
        using var response = await AskAsync("?api-version=2018-02-01&resource=https://vault.azure.net&client_id=pod-client-id", metadata: false);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Every_member_of_the_answer_is_a_string()
    {
        using var response = await AskAsync("?api-version=2018-02-01&resource=https://vault.azure.net&client_id=pod-client-id", metadata: true);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.All(answer.EnumerateObject(), member => Assert.Equal(JsonValueKind.String, member.Value.ValueKind));
        Assert.All(["access_token", "expires_in", "expires_on", "resource", "token_type"], name => Assert.True(answer.TryGetProperty(name, out _)));
    }

    private async Task<HttpResponseMessage> AskAsync(string query, bool metadata)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.Host.Metadata, "/metadata/identity/oauth2/token" + query));
        if (metadata)
        {
            request.Headers.Add("Metadata", "true");
        }

        return await _emulator.Http.SendAsync(request);
    }
}
