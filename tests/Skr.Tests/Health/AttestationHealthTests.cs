using System.Net;
using CcDemo.Skr.Tests.Attest;

namespace CcDemo.Skr.Tests.Health;

[Collection(CloudTests.Name)]
public sealed class AttestationHealthTests(CloudFixture fixture)
{
    [Fact]
    public async Task Before_the_first_attestation_it_says_where_reports_come_from()
    {
        await using var skr = await fixture.StartSkrAsync();

        Assert.Equal(
            (HttpStatusCode.OK, $"Healthy\nattestation: nothing was attested yet; reports come from an EMULATED device at {new Uri(fixture.Guest.Device).Authority}."),
            await skr.SendAsync("GET", "/health"));
    }

    [Fact]
    public async Task After_an_attestation_it_says_by_whom()
    {
        await using var skr = await fixture.StartSkrAsync();
        await skr.PostAsync("/attest/maa", Body(fixture.Cloud.Maa), "token");

        var (status, text) = await skr.SendAsync("GET", "/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith($"Healthy\nattestation: attested by {fixture.Cloud.Maa} at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_down_degrades_it_and_is_named_but_the_pod_stays_in_service()
    {
        await using var skr = await fixture.StartSkrAsync();
        await skr.RefusalAsync("/attest/maa", Body("127.0.0.1:1"));

        var (status, text) = await skr.SendAsync("GET", "/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("Degraded\nattestation: not attested with 127.0.0.1:1 at ", text, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await skr.SendAsync("GET", "/alive"));
    }

    [Fact]
    public async Task It_recovers_with_the_next_attestation()
    {
        await using var skr = await fixture.StartSkrAsync();
        await skr.RefusalAsync("/attest/maa", Body("127.0.0.1:1"));
        await skr.PostAsync("/attest/maa", Body(fixture.Cloud.Maa), "token");

        Assert.StartsWith("Healthy", (await skr.SendAsync("GET", "/health")).Body, StringComparison.Ordinal);
    }

    [NoHardwareFact]
    public async Task Without_a_device_it_is_degraded()
    {
        await using var skr = await SkrHost.StartAsync([]);

        var (status, text) = await skr.SendAsync("GET", "/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("Degraded\nattestation: this is not an SEV-SNP guest", text, StringComparison.Ordinal);
    }

    private static string Body(string provider) => $$"""{"maa_endpoint":"{{provider}}","runtime_data":"eyJhIjoxfQ=="}""";
}
