using System.Text;
using CcDemo.Attestation;

namespace CcDemo.Skr.Tests.Certificates;

[Collection(CloudTests.Name)]
public sealed class HostCertificateTests(CloudFixture fixture)
{
    [Fact]
    public async Task Certificates_for_other_firmware_are_fetched_anew()
    {
        var settings = Outdated();
        settings["SkrSideCarArgs"] = Arguments(fixture.Guest.Thim["http://".Length..]);
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_certificates_they_are_fetched()
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["UVM_HOST_AMD_CERTIFICATE"] = null;
        settings["SkrSideCarArgs"] = Arguments(fixture.Guest.Thim["http://".Length..]);
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_that_cannot_be_had_are_named()
    {
        var settings = Outdated();
        settings["SkrSideCarArgs"] = Arguments("127.0.0.1:1/nothing");
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.Contains("THIM", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_of_a_service_that_refuses_are_named_with_its_reason()
    {
        var settings = Outdated();
        settings["SkrSideCarArgs"] = Arguments($"{fixture.Cloud.Metadata.Authority}/guests/unknown/metadata/THIM/amd/certification");
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.Contains("status 404", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_utility_VM_left_in_its_folder_is_used()
    {
        var folder = Directory.CreateTempSubdirectory("ccdemo-uvm-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "reference-info-base64"), fixture.Guest.ReferenceInfo + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "host-amd-cert-base64"), fixture.Guest.HostAmdCert + "\n");
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["UVM_SECURITY_CONTEXT_DIR"] = folder.FullName;
        settings["UVM_HOST_AMD_CERTIFICATE"] = "!!";
        settings["UVM_REFERENCE_INFO"] = "!!";
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.StartsWith("eyJ", await skr.PostAsync("/attest/maa", Body, "token"), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("UVM_HOST_AMD_CERTIFICATE")]
    [InlineData("UVM_REFERENCE_INFO")]
    public async Task What_is_not_base64_is_named(string setting)
    {
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings[setting] = "!!";
        await using var skr = await SkrHost.StartAsync(settings);

        Assert.Contains("not base64", await skr.RefusalAsync("/attest/maa", Body), StringComparison.Ordinal);
    }

    private string Body => $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""";

    private static string Arguments(string endpoint)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"certcache":{"endpoint_type":"LocalTHIM","endpoint":"{{endpoint}}"} }"""));

    private Dictionary<string, string?> Outdated()
    {
        var current = ThimCertification.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(fixture.Guest.HostAmdCert)));
        var settings = fixture.Cloud.SettingsOf(fixture.Guest);
        settings["UVM_HOST_AMD_CERTIFICATE"] = Convert.ToBase64String(Encoding.UTF8.GetBytes((current with { Tcbm = "0100000000000001" }).ToJson()));
        return settings;
    }
}
