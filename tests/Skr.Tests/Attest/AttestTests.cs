using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcDemo.Attestation;
using CcDemo.Skr.Attest;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Skr.Tests.Attest;

[Collection(CloudTests.Name)]
public sealed partial class AttestTests(CloudFixture fixture)
{
    [Fact]
    public async Task A_raw_report_carries_the_hash_of_the_runtime_data_and_of_the_policy()
    {
        var skr = fixture.Skr;

        var report = SnpReport.Parse(Convert.FromHexString(await skr.PostAsync("/attest/raw", """{"runtime_data":"aGVsbG8="}""", "report")));

        Assert.Equal(SHA256.HashData("hello"u8), report.ReportData[..32].ToArray());
        Assert.Equal(new byte[32], report.ReportData[32..].ToArray());
        Assert.Equal(Cloud.HostData, Convert.ToHexStringLower(report.HostData.Span));
    }

    [Fact]
    public async Task The_providers_token_is_handed_on()
    {
        var skr = fixture.Skr;

        var token = MaaToken.Parse(await skr.PostAsync("/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""", "token"));

        Assert.Equal($"https://{fixture.Cloud.Maa}", token.Issuer);
        Assert.Equal(Cloud.HostData, token.HostData);
        Assert.Equal("azure-signed-katacc-uvm", token.ComplianceStatus);
    }

    [Fact]
    public async Task The_combined_answer_verifies_by_itself()
    {
        var skr = fixture.Skr;

        var (status, json) = await skr.SendAsync("POST", "/attest/combined", """{"runtime_data":"aGVsbG8="}""");

        Assert.Equal(HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(json);
        var answer = document.RootElement;
        var report = SnpReport.Parse(answer.GetProperty("evidence").GetBytesFromBase64());
        using var chain = VcekChain.FromPem(Encoding.UTF8.GetString(answer.GetProperty("endorsements").GetBytesFromBase64()));
        Assert.Equal(Verdict.Accept, SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, "emulated")], TimeProvider.System.GetUtcNow()));
        Assert.Equal(report.ReportedTcb, Tcb.Parse(answer.GetProperty("endorsed_tcb").GetString()!));
        using var endorsement = UvmEndorsement.Parse(answer.GetProperty("uvm_endorsements").GetBytesFromBase64());
        Assert.Equal(Verdict.Accept, endorsement.Covers(report));
    }

    [NoHardwareFact]
    public async Task Without_hardware_and_without_a_named_device_there_is_no_report()
    {
        await using var skr = await SkrHost.StartAsync([]);

        Assert.Contains("not an SEV-SNP guest", await skr.RefusalAsync("/attest/raw", """{"runtime_data":"aGVsbG8="}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_another_nonce_is_refused()
    {
        await using var skr = await StartAsync(new TamperingHandler(request: body => Nonce().Replace(body, "\"nonce\":1")));

        Assert.Contains("another nonce", await MaaRefusalAsync(skr), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_with_a_forged_signature_is_refused()
    {
        await using var skr = await StartAsync(new TamperingHandler(response: body =>
        {
            var token = JsonDocument.Parse(body).RootElement.GetProperty("token").GetString()!;
            var signature = Base64UrlText.Decode(token[(token.LastIndexOf('.') + 1)..]);
            signature[10] ^= 1;
            return $$"""{"token":"{{token[..(token.LastIndexOf('.') + 1)]}}{{Base64UrlText.Encode(signature)}}"}""";
        }));

        Assert.Contains("signature of the attestation token does not verify", await MaaRefusalAsync(skr), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "without a token")]
    [InlineData("""{"token":""}""", "without a token")]
    [InlineData("<html>", "not a JSON object")]
    [InlineData("""{"token":"x"}""", "no token")]
    public async Task An_answer_that_is_no_token_is_refused(string answer, string cause)
    {
        await using var skr = await StartAsync(new TamperingHandler(response: _ => answer));

        Assert.Contains(cause, await MaaRefusalAsync(skr), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_hears_the_name_that_the_sidecar_was_given()
    {
        var heard = new ConcurrentQueue<string>();
        await using var provider = await HttpsServer.StartAsync(context =>
        {
            heard.Enqueue(context.Request.Headers.UserAgent.ToString());
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["Trust:CaFile"] = await provider.WriteRootsAsync();
        settings["SkrSideCarArgs"] = Convert.ToBase64String("""{"maaconfig":{"user_agent":"Demo/1 (of the tests)"}}"""u8);
        await using var skr = await SkrHost.StartAsync(settings);

        await skr.RefusalAsync("/attest/maa", $$"""{"maa_endpoint":"{{provider.Authority}}","runtime_data":"eyJhIjoxfQ=="}""");

        Assert.Equal(["Demo/1 (of the tests)"], heard.Distinct());
    }

    private Task<string> MaaRefusalAsync(SkrHost skr)
        => skr.RefusalAsync("/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""");

    private Task<SkrHost> StartAsync(TamperingHandler tampering)
        => SkrHost.StartAsync(fixture.Cloud.SettingsOf(fixture.Guest), services => services.AddHttpClient(MaaClient.Client).AddHttpMessageHandler(() => tampering));

    [GeneratedRegex("\"nonce\":[0-9]+")]
    private static partial Regex Nonce();
}
