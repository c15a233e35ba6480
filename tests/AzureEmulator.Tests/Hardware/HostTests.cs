using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class HostTests(TestEmulator emulator)
{
    [Fact]
    public async Task A_guests_report_verifies_and_carries_the_policys_hash()
    {
        var guest = await emulator.LaunchAsync("the policy");
        var reportData = RandomNumberGenerator.GetBytes(64);

        var report = SnpReport.Parse(await guest.ReportAsync(reportData));

        using var chain = VcekChain.FromPem(guest.Certification.PemChain);
        Assert.True(SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, "emulated")], DateTimeOffset.UtcNow).Accepted);
        Assert.False(SnpEvidence.Verify(report, chain, AmdRoot.Known, DateTimeOffset.UtcNow).Accepted);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("the policy")), report.HostData.ToArray());
        Assert.Equal(Convert.ToHexStringLower(report.HostData.Span), guest.HostData);
        Assert.Equal(reportData, report.ReportData.ToArray());
        Assert.Equal("the policy", Encoding.UTF8.GetString(Convert.FromBase64String(guest.SecurityPolicy)));
        Assert.Equal(guest.Certification.Tcb, report.ReportedTcb);
        Assert.False(report.Policy.DebugAllowed);
    }

    [Fact]
    public async Task The_endorsement_vouches_for_the_guests_measurement()
    {
        var guest = await emulator.LaunchAsync();
        using var endorsement = UvmEndorsement.Parse(guest.Endorsement);
        Assert.True(endorsement.Covers(SnpReport.Parse(await guest.ReportAsync())).Accepted);
        Assert.False(endorsement.Verify([UvmEndorsement.MicrosoftRoot], DateTimeOffset.UtcNow).Accepted);
        Assert.Equal("ConfAKS-AMD-UVM", endorsement.Feed);
    }

    [Fact]
    public async Task The_guests_THIM_document_is_the_one_that_the_host_named()
    {
        var guest = await emulator.LaunchAsync();
        Assert.Equal(guest.Certification, ThimCertification.Parse(await emulator.Http.GetStringAsync(guest.Thim)));
    }

    [Fact]
    public async Task The_hosts_THIM_document_needs_the_metadata_header()
    {
        var address = new Uri(emulator.Host.Metadata, "/metadata/THIM/amd/certification");
        using var without = await emulator.Http.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Metadata", "true" } } };
        using var with = await emulator.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal((await emulator.LaunchAsync()).Certification, ThimCertification.Parse(await with.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another key")]
    public async Task Only_the_host_launches_guests(string? hostKey)
    {
        using var response = await emulator.PutGuestAsync("guest", new { policy = "" }, hostKey);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Emulator:HostKey", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_key_nobody_launches_guests()
    {
        await using var host = await AzureEmulatorHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(host.Metadata, "/host/guests/guest")) { Content = JsonContent.Create(new { policy = "" }) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer ");
        using var response = await emulator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Launching_a_guest_anew_ends_the_one_before()
    {
        var first = await emulator.LaunchAsync("one", name: "the-guest");
        var second = await emulator.LaunchAsync("two", name: "the-guest");

        using var response = await emulator.Http.PostAsJsonAsync($"{first.Device}/report", new { reportData = Convert.ToBase64String(new byte[64]) });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEqual(first.Device, second.Device);
        Assert.NotEmpty(await second.ReportAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public async Task The_device_takes_64_bytes_and_nothing_else(int size)
    {
        var guest = await emulator.LaunchAsync();
        using var response = await emulator.Http.PostAsJsonAsync($"{guest.Device}/report", new { reportData = Convert.ToBase64String(new byte[size]) });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("64 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"policy":"%"}""", "not base64")]
    [InlineData("{}", "'policy' is missing")]
    [InlineData("""{"policy":"","fault":"bad-luck"}""", "flipped-bit")]
    [InlineData("""{"policy":"","debug":"true"}""", "neither true nor false")]
    public async Task A_guest_that_is_described_wrongly_is_not_launched(string body, string words)
    {
        using var response = await emulator.PutGuestAsync("guest", JsonDocument.Parse(body).RootElement, TestEmulator.HostKey);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
