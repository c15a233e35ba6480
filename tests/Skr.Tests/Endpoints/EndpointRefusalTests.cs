using System.Text;
using CcDemo.Skr.Tests.KeyProvider;
using Grpc.Core;

namespace CcDemo.Skr.Tests.Endpoints;

/// <summary>Endpoints that are not allowed are refused on every way in, before anything is sent to them.</summary>
[Collection(CloudTests.Name)]
public sealed class EndpointRefusalTests(CloudFixture fixture)
{
    private const string NotAllowed = "not among those that this sidecar talks to";

    [Theory]
    [InlineData("/attest/maa", """{"maa_endpoint":"STRANGER","runtime_data":"aGVsbG8="}""")]
    [InlineData("/key/release", """{"maa_endpoint":"STRANGER","akv_endpoint":"VAULT","kid":"demo-key"}""")]
    [InlineData("/key/release", """{"maa_endpoint":"MAA","akv_endpoint":"STRANGER","kid":"demo-key"}""")]
    public async Task A_stranger_is_refused_by_HTTP_and_hears_nothing(string path, string body)
    {
        await using var stranger = await HttpsServer.StartAsync(_ => Task.CompletedTask);
        await using var skr = await StartAsync();

        var reason = await skr.RefusalAsync(path, body
            .Replace("STRANGER", stranger.Authority, StringComparison.Ordinal)
            .Replace("MAA", fixture.Cloud.Maa, StringComparison.Ordinal)
            .Replace("VAULT", fixture.Cloud.Vault, StringComparison.Ordinal));

        Assert.Contains(NotAllowed, reason, StringComparison.Ordinal);
        Assert.Contains(stranger.Authority, reason, StringComparison.Ordinal);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task A_stranger_is_refused_by_gRPC_and_hears_nothing()
    {
        await using var stranger = await HttpsServer.StartAsync(_ => Task.CompletedTask);
        await using var skr = await StartAsync();
        using var client = new ReflectionClient(skr.GrpcAddress);
        var annotation = Encoding.UTF8.GetBytes($$"""{"kid":"demo-key","wrapped_data":"AAAA","kms_endpoint":"{{fixture.Cloud.Vault}}","attester_endpoint":"{{stranger.Authority}}"}""");

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(
            KeyProviderDialect.V27.Service, "UnWrapKey", (KeyProviderDialect.V27.WrapInput, KeyProviderDialect.V27.UnwrapRequest(annotation))));

        Assert.Contains(NotAllowed, refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(stranger.Requests);
    }

    private Task<SkrHost> StartAsync()
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Skr:AllowedEndpoints"] = $"{fixture.Cloud.Maa},{fixture.Cloud.Vault}";
        return SkrHost.StartAsync(settings);
    }
}
