using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Hardware;

namespace CcDemo.AzureEmulator.Tests;

/// <summary>A guest that attests itself as the sidecar does.</summary>
public sealed class TestGuest
{
    private readonly TestEmulator _emulator;
    private readonly GuestLaunched _launched;

    internal TestGuest(TestEmulator emulator, GuestLaunched launched)
    {
        _emulator = emulator;
        _launched = launched;
        var jwk = Jwk.FromRsa(WrappingKey);
        RuntimeData = Encoding.UTF8.GetBytes($$"""{"keys":[{{(jwk with { Kid = jwk.Thumbprint(), KeyOps = ["encrypt"] }).ToJson()}}]}""");
        Endorsement = Convert.FromBase64String(launched.ReferenceInfo);
        Certification = ThimCertification.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(launched.HostAmdCert)));
    }

    public string HostData => _launched.HostData;

    public string Device => _launched.Device;

    public string Thim => _launched.Thim;

    public string SecurityPolicy => _launched.SecurityPolicy;

    /// <summary>One for all guests: making one takes longer than all else that a guest does.</summary>
    public static RSA WrappingKey { get; } = RSA.Create(2048);

    public byte[] RuntimeData { get; set; }

    public string DataType { get; set; } = "JSON";

    public byte[]? Endorsement { get; set; }

    public ThimCertification Certification { get; }

    /// <summary>The nonce as it stands in the request's JSON.</summary>
    public string Nonce { get; set; } = "18446744073709551615";

    public async Task<byte[]> ReportAsync()
    {
        var reportData = new byte[64];
        SHA256.HashData(RuntimeData, reportData);
        return await ReportAsync(reportData);
    }

    public async Task<byte[]> ReportAsync(byte[] reportData)
    {
        using var response = await _emulator.Http.PostAsJsonAsync($"{Device}/report", new { reportData = Convert.ToBase64String(reportData) });
        response.EnsureSuccessStatusCode();
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return Convert.FromBase64String(json.GetProperty("report").GetString()!);
    }

    public async Task<string> AttestAsync()
    {
        using var response = await SendAsync();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("token").GetString()!;
    }

    /// <summary>The sentence with which the provider refuses.</summary>
    public async Task<string> RefusalAsync()
    {
        using var response = await SendAsync();
        Assert.Equal(400, (int)response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.Equal(error.GetProperty("code").GetString(), response.Headers.GetValues("x-ms-error-code").Single());
        return error.GetProperty("message").GetString()!;
    }

    public async Task<HttpResponseMessage> SendAsync(string path = "/attest/SevSnpVM?api-version=2020-10-01", byte[]? report = null)
    {
        report ??= await ReportAsync();
        var endorsements = Endorsement is null ? null : Padded($$"""{"Uvm":["{{Base64UrlText.EncodePadded(Endorsement)}}"]}""");
        var evidence = JsonSerializer.Serialize(new
        {
            SnpReport = Base64UrlText.EncodePadded(report),
            VcekCertChain = Padded(Certification.PemChain),
            Endorsements = endorsements,
        });
        var body = $$"""
            {"report":"{{Padded(evidence)}}","runtimeData":{"data":"{{Base64UrlText.EncodePadded(RuntimeData)}}","dataType":"{{DataType}}"},
             "initTimeData":{"data":"","dataType":""},"nonce":{{Nonce}}}
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _emulator.Http.PostAsync(new Uri(_emulator.Host.Maa, path), content);
    }

    private static string Padded(string text) => Base64UrlText.EncodePadded(Encoding.UTF8.GetBytes(text));
}
