using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class AttestationTests(TestEmulator emulator)
{
    [Fact]
    public async Task A_token_carries_the_reports_claims_under_a_published_key()
    {
        var guest = await emulator.LaunchAsync();
        var report = SnpReport.Parse(await guest.ReportAsync());

        var token = MaaToken.Parse(await guest.AttestAsync());

        var keys = Jwk.ParseSet(await emulator.Http.GetStringAsync(new Uri(emulator.Host.Maa, "/certs")));
        Assert.True(token.Verify(keys, emulator.Host.Maa.ToString(), DateTimeOffset.UtcNow).Accepted);
        Assert.Equal("sevsnpvm", token.AttestationType);
        Assert.Equal("azure-signed-katacc-uvm", token.ComplianceStatus);
        Assert.Equal(guest.HostData, token.HostData);
        Assert.Equal(Convert.ToHexStringLower(report.ReportData.Span), token.ReportData);
        Assert.Equal(Convert.ToHexStringLower(report.Measurement.Span), token.LaunchMeasurement);
        Assert.False(token.IsDebuggable);
        Assert.Equal(0, token.Vmpl);
        Assert.Equal(TestGuest.WrappingKey.ExportParameters(false).Modulus, Base64UrlText.Decode(token.RuntimeKeys.Single().N!));
        Assert.Equal(report.ReportedTcb.Microcode, token.Claims.GetProperty("x-ms-sevsnpvm-microcode-svn").GetInt32());
        Assert.Equal(2, token.Claims.GetProperty("x-ms-sevsnpvm-guestsvn").GetInt32());
        Assert.True(token.Claims.GetProperty("x-ms-sevsnpvm-smt-allowed").GetBoolean());
        Assert.Equal(TimeSpan.FromHours(8), token.ExpiresAt - token.NotBefore);
        Assert.Equal(new Uri(emulator.Host.Maa, "/certs").ToString(), token.JwksUri);
    }

    [Theory]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("5577006791947779410", "5577006791947779410")]
    [InlineData("\"a text\"", "a text")]
    public async Task The_nonce_is_repeated_exactly(string sent, string repeated)
    {
        var guest = await emulator.LaunchAsync();
        guest.Nonce = sent;
        Assert.Equal(repeated, MaaToken.Parse(await guest.AttestAsync()).Nonce);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("18446744073709551616")]
    [InlineData("true")]
    public async Task A_nonce_of_another_kind_is_refused(string nonce)
    {
        var guest = await emulator.LaunchAsync();
        guest.Nonce = nonce;
        Assert.Contains("nonce", await guest.RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/attest/SevSnpVm?api-version=2022-08-01")]
    [InlineData("/attest/sevsnpvm?api-version=2020-10-01")]
    [InlineData("/attest/SEVSNPVM?api-version=2025-06-01")]
    public async Task Every_spelling_and_version_that_clients_use_is_taken(string path)
    {
        using var response = await (await emulator.LaunchAsync()).SendAsync(path);
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_unknown_api_version_is_refused()
    {
        using var response = await (await emulator.LaunchAsync()).SendAsync("/attest/SevSnpVm?api-version=1999-01-01");
        Assert.Contains("api-version", await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Base64url_without_padding_is_taken()
    {
        var guest = await emulator.LaunchAsync();
        var evidence = $$"""{"SnpReport":"{{Base64UrlText.Encode(await guest.ReportAsync())}}","VcekCertChain":"{{Base64UrlText.Encode(Encoding.UTF8.GetBytes(guest.Certification.PemChain))}}"}""";
        var body = $$"""{"report":"{{Base64UrlText.Encode(Encoding.UTF8.GetBytes(evidence))}}","runtimeData":{"data":"{{Base64UrlText.Encode(guest.RuntimeData)}}","dataType":"JSON"} }""";

        using var response = await PostAsync(body);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Binary_runtime_data_is_bound_and_not_shown()
    {
        var guest = await emulator.LaunchAsync();
        (guest.RuntimeData, guest.DataType) = ([0xFF, 0x00, 0x01], "Binary");
        Assert.Equal(JsonValueKind.Undefined, MaaToken.Parse(await guest.AttestAsync()).Runtime.ValueKind);
    }

    [Fact]
    public async Task Text_that_is_called_JSON_and_is_not_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        guest.RuntimeData = "text"u8.ToArray();
        Assert.Contains("not valid JSON", await guest.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_bit_is_refused()
        => Assert.Contains("signature", await (await emulator.LaunchAsync(fault: "flipped-bit")).RefusalAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_report_of_a_foreign_chain_is_refused()
        => Assert.Contains("ARK-Foreign", await (await emulator.LaunchAsync(fault: "foreign-chain")).RefusalAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_foreign_report_under_the_hosts_own_certificates_is_refused()
    {
        var honest = await emulator.LaunchAsync();
        var foreign = await emulator.LaunchAsync(fault: "foreign-chain");
        using var response = await honest.SendAsync(report: await foreign.ReportAsync());
        Assert.Contains("signature", await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_over_other_runtime_data_is_refused()
        => Assert.Contains("runtime data does not match", await (await emulator.LaunchAsync(fault: "runtime-data")).RefusalAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Runtime_data_that_were_exchanged_are_refused()
    {
        var guest = await emulator.LaunchAsync();
        var report = await guest.ReportAsync();
        guest.RuntimeData = "{}"u8.ToArray();
        using var response = await guest.SendAsync(report: report);
        Assert.Contains("runtime data does not match", await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_data_beyond_the_hash_are_refused()
    {
        var guest = await emulator.LaunchAsync();
        var reportData = new byte[64];
        SHA256.HashData(guest.RuntimeData, reportData);
        reportData[^1] = 1;
        using var response = await guest.SendAsync(report: await guest.ReportAsync(reportData));
        Assert.Contains("runtime data does not match", await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debuggable_guest_gets_a_token_that_says_so()
        => Assert.True(MaaToken.Parse(await (await emulator.LaunchAsync(debug: true)).AttestAsync()).IsDebuggable);

    [Fact]
    public async Task A_tampered_endorsement_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        guest.Endorsement![^1] ^= 1;
        Assert.Contains("endorsement", await guest.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_endorsers_word_is_refused()
    {
        using var stranger = new Hardware.UtilityVmEndorser(TimeProvider.System);
        var guest = await emulator.LaunchAsync();
        guest.Endorsement = stranger.Endorsement.ToArray();
        Assert.Contains("not a trusted root", await guest.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_endorsement_the_guest_complies_with_nothing()
    {
        var guest = await emulator.LaunchAsync();
        guest.Endorsement = null;
        Assert.Null(MaaToken.Parse(await guest.AttestAsync()).ComplianceStatus);
    }

    [Fact]
    public async Task Init_time_data_must_be_what_the_host_data_say()
    {
        const string policy = """{"policy":"text"}""";
        var guest = await emulator.LaunchAsync(policy);
        using var matching = await PostAsync(await WithInitTimeDataAsync(guest, policy));
        using var other = await PostAsync(await WithInitTimeDataAsync(guest, """{"policy":"other"}"""));

        var token = MaaToken.Parse((await matching.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
        Assert.Equal("text", token.Claims.GetProperty("x-ms-inittime").GetProperty("policy").GetString());
        Assert.Contains("init-time data does not match", await MessageAsync(other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "'report' is missing")]
    [InlineData("""{"report":1}""", "not a string")]
    [InlineData("""{"report":"!"}""", "not base64url")]
    [InlineData("""{"report":"eA"}""", "does not hold JSON")]
    [InlineData("""{"report":"e30"}""", "'SnpReport' is missing")]
    [InlineData("""{"draftPolicyForAttestation":"x"}""", "draft")]
    public async Task A_malformed_request_is_refused_with_a_sentence(string body, string words)
    {
        using var response = await PostAsync(body);
        Assert.Contains(words, await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_the_wrong_size_is_refused()
    {
        using var response = await (await emulator.LaunchAsync()).SendAsync(report: new byte[100]);
        Assert.Contains("1184", await MessageAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_metadata_name_the_issuer_and_its_keys()
    {
        var metadata = await emulator.Http.GetFromJsonAsync<JsonElement>(new Uri(emulator.Host.Maa, "/.well-known/openid-configuration"));
        Assert.Equal(emulator.Host.Maa.ToString().TrimEnd('/'), metadata.GetProperty("issuer").GetString());
        Assert.Equal(new Uri(emulator.Host.Maa, "/certs").ToString(), metadata.GetProperty("jwks_uri").GetString());
    }

    private static async Task<string> WithInitTimeDataAsync(TestGuest guest, string data)
    {
        var evidence = $$"""{"SnpReport":"{{Base64UrlText.Encode(await guest.ReportAsync())}}","VcekCertChain":"{{Base64UrlText.Encode(Encoding.UTF8.GetBytes(guest.Certification.PemChain))}}"}""";
        return $$"""{"report":"{{Base64UrlText.Encode(Encoding.UTF8.GetBytes(evidence))}}","initTimeData":{"data":"{{Base64UrlText.Encode(Encoding.UTF8.GetBytes(data))}}","dataType":"JSON"} }""";
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response)
    {
        Assert.Equal(400, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("message").GetString()!;
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await emulator.Http.PostAsync(new Uri(emulator.Host.Maa, "/attest/SevSnpVm?api-version=2022-08-01"), content);
    }
}
