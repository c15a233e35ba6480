using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using Microsoft.AspNetCore.Http;

namespace CcDemo.Skr.Tests.Certificates;

/// <summary>AMD's key server and Azure's certificate cache as HTTPS servers that speak their formats.</summary>
[Collection(CloudTests.Name)]
public sealed class CertificateServerTests(CloudFixture fixture)
{
    [Fact]
    public async Task Certificates_of_AMDs_key_server_are_accepted_by_the_provider()
    {
        var chain = Chain();
        await using var server = await HttpsServer.StartAsync(AmdKeyServer(chain));
        await using var skr = await StartAsync("AMD", $"{server.Authority}/vcek/v1", server);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);

        var report = await ReportAsync(skr);
        Assert.Equal(
            [$"/vcek/v1/Milan/{Chip(report)}?ucodeSPL=219&snpSPL=24&teeSPL=0&blSPL=4", "/vcek/v1/Milan/cert_chain"],
            server.Requests);
    }

    [Fact]
    public async Task Certificates_of_Azures_cache_are_accepted_in_any_order()
    {
        var (vcek, ask, ark) = Chain();
        await using var server = await HttpsServer.StartAsync(context => context.Response.WriteAsync($"{ark}\n{vcek}\n{ask}\n"));
        await using var skr = await StartAsync("AzCache", server.Authority, server);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);

        var report = await ReportAsync(skr);
        Assert.Equal(
            [$"/SevSnpVM/certificates/{Chip(report)}/db18000000000004?api-version=2020-10-15-preview"],
            server.Requests);
    }

    [Fact]
    public async Task The_chain_is_handed_on_as_chip_intermediate_root()
    {
        var (vcek, ask, ark) = Chain();
        await using var server = await HttpsServer.StartAsync(context => context.Response.WriteAsync($"{ask}\n{ark}\n{vcek}\n"));
        await using var skr = await StartAsync("AzCache", server.Authority, server);

        var endorsements = Encoding.UTF8.GetString(Convert.FromBase64String(await skr.PostAsync("/attest/combined", """{"runtime_data":"aGVsbG8="}""", "endorsements")));

        using var ordered = VcekChain.FromPem(endorsements);
        Assert.Equal((vcek, ask, ark), (ordered.Vcek.ExportCertificatePem(), ordered.Ask.ExportCertificatePem(), ordered.Ark.ExportCertificatePem()));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task A_server_that_is_overloaded_is_asked_again(HttpStatusCode status)
    {
        var remaining = 2;
        var answer = AmdKeyServer(Chain());
        await using var server = await HttpsServer.StartAsync(context =>
        {
            if (Interlocked.Decrement(ref remaining) < 0)
            {
                return answer(context);
            }

            context.Response.StatusCode = (int)status;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        await using var skr = await StartAsync("AMD", $"{server.Authority}/vcek/v1", server);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_chip_is_asked_once_and_named()
    {
        await using var server = await HttpsServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("no such chip");
        });
        await using var skr = await StartAsync("AMD", $"{server.Authority}/vcek/v1", server);

        var reason = await skr.RefusalAsync("/attest/maa", Body);

        Assert.Contains($"{server.Authority} refused with status 404: no such chip", reason, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("AMD")]
    [InlineData("AzCache")]
    public async Task An_answer_that_is_no_chain_is_refused(string type)
    {
        await using var server = await HttpsServer.StartAsync(context => context.Response.WriteAsync("<html>"));
        await using var skr = await StartAsync(type, server.Authority, server);

        Assert.Contains("no certificate chain", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_without_its_root_is_refused()
    {
        var (vcek, ask, _) = Chain();
        await using var server = await HttpsServer.StartAsync(context => context.Response.WriteAsync($"{vcek}\n{ask}\n"));
        await using var skr = await StartAsync("AzCache", server.Authority, server);

        Assert.Contains("(ARK)", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_of_another_chip_are_refused()
    {
        var other = await (await fixture.OtherCloud.Value).LaunchAsync();
        var (vcek, ask, ark) = Chain(other);
        await using var server = await HttpsServer.StartAsync(context => context.Response.WriteAsync($"{vcek}\n{ask}\n{ark}\n"));
        await using var skr = await StartAsync("AzCache", server.Authority, server);

        Assert.Contains("do not fit the report", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_TLS_certificate_is_not_trusted_is_refused()
    {
        await using var server = await HttpsServer.StartAsync(AmdKeyServer(Chain()));
        var settings = Settings("AMD", $"{server.Authority}/vcek/v1");
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.Contains("not trusted", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(3, 0x19, 0x01, "https://kdsintf.amd.com/vcek/v1/Milan/CHIP?ucodeSPL=7&snpSPL=6&teeSPL=1&blSPL=0")]
    [InlineData(2, 0x00, 0x00, "https://kdsintf.amd.com/vcek/v1/Milan/CHIP?ucodeSPL=7&snpSPL=6&teeSPL=1&blSPL=0")]
    [InlineData(3, 0x19, 0x11, "https://kdsintf.amd.com/vcek/v1/Genoa/CHIP?ucodeSPL=7&snpSPL=6&teeSPL=1&blSPL=0")]
    [InlineData(3, 0x19, 0xA0, "https://kdsintf.amd.com/vcek/v1/Genoa/CHIP?ucodeSPL=7&snpSPL=6&teeSPL=1&blSPL=0")]
    [InlineData(3, 0x1A, 0x02, "https://kdsintf.amd.com/vcek/v1/Turin/SHORT?fmcSPL=0&ucodeSPL=7&snpSPL=3&teeSPL=2&blSPL=1")]
    public void AMDs_address_names_product_chip_and_firmware(int version, byte family, byte model, string expected)
    {
        var report = Report(raw =>
        {
            raw[0] = (byte)version;
            (raw[0x188], raw[0x189]) = (family, model);
            for (byte i = 0; i < 64; i++)
            {
                raw[0x1A0 + i] = (byte)(i + 0xB0);
            }
        });

        Assert.Equal(
            expected.Replace("CHIP", Chip(report), StringComparison.Ordinal).Replace("SHORT", Chip(report)[..16], StringComparison.Ordinal),
            CcDemo.Skr.Certificates.AmdKeyServer.AddressOf(report, SidecarArguments.None).AbsoluteUri);
    }

    [Fact]
    public void A_report_that_does_not_name_its_chip_is_told_apart()
        => Assert.Contains("LocalTHIM", Assert.Throws<Errors.RefusalException>(() => AzureCertificateCache.AddressOf(Report(_ => { }), SidecarArguments.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_originals_way_of_naming_the_version_is_understood()
    {
        var arguments = SidecarArguments.Parse(Convert.ToBase64String("""{"certcache":{"endpoint_type":"AzCache","endpoint":"cache.test","tee_type":"T","api_version":"api-version=2021-01-01"}}"""u8));

        Assert.Equal(
            $"https://cache.test/T/certificates/01{new string('0', 126)}/706000003020100?api-version=2021-01-01",
            AzureCertificateCache.AddressOf(Report(raw => raw[0x1A0] = 1), arguments).AbsoluteUri);
    }

    private string Body => $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""";

    private static string Chip(SnpReport report) => Convert.ToHexStringLower(report.ChipId.Span);

    /// <summary>A report with the firmware 00 01 02 03 00 00 06 07.</summary>
    private static SnpReport Report(Action<byte[]> change)
    {
        var raw = new byte[SnpReport.Size];
        raw[0] = 3;
        new byte[] { 0, 1, 2, 3, 0, 0, 6, 7 }.CopyTo(raw, 0x180);
        change(raw);
        return SnpReport.Parse(raw);
    }

    private static async Task<SnpReport> ReportAsync(SkrHost skr)
        => SnpReport.Parse(Convert.FromHexString(await skr.PostAsync("/attest/raw", """{"runtime_data":"aGVsbG8="}""", "report")));

    private static RequestDelegate AmdKeyServer((string Vcek, string Ask, string Ark) chain) => context =>
    {
        if (context.Request.Path.Value!.EndsWith("/cert_chain", StringComparison.Ordinal))
        {
            return context.Response.WriteAsync($"{chain.Ask}\n{chain.Ark}\n");
        }

        using var vcek = X509Certificate2.CreateFromPem(chain.Vcek);
        return context.Response.Body.WriteAsync(vcek.RawData).AsTask();
    };

    private (string Vcek, string Ask, string Ark) Chain(Guest? guest = null)
    {
        var certification = ThimCertification.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((guest ?? fixture.Guest).HostAmdCert)));
        using var chain = VcekChain.FromPem(certification.PemChain);
        return (chain.Vcek.ExportCertificatePem(), chain.Ask.ExportCertificatePem(), chain.Ark.ExportCertificatePem());
    }

    private Dictionary<string, string?> Settings(string type, string endpoint)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["UVM_HOST_AMD_CERTIFICATE"] = null;
        settings["SkrSideCarArgs"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"certcache":{"endpoint_type":"{{type}}","endpoint":"{{endpoint}}"} }"""));
        return settings;
    }

    private async Task<SkrHost> StartAsync(string type, string endpoint, HttpsServer server)
    {
        var settings = Settings(type, endpoint);
        settings["Trust:CaFile"] = await server.WriteRootsAsync(fixture.Cloud.CaFile);
        return await SkrHost.StartAsync(settings);
    }
}
