using System.Net;
using System.Security.Cryptography.X509Certificates;
using CcDemo.AzureEmulator.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class ListenerTests(TestEmulator emulator)
{
    [Fact]
    public void Nothing_listens_beyond_loopback()
    {
        var addresses = emulator.Host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Assert.Equal(3, addresses.Count);
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(IPAddress.Parse(new Uri(address).Host.Trim('[', ']')))));
    }

    [Fact]
    public async Task An_address_that_the_environment_names_is_not_opened()
    {
        await using var host = await AzureEmulatorHost.StartAsync(new Dictionary<string, string?> { ["urls"] = "http://0.0.0.0:0" });
        Assert.Equal(3, host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Count);
    }

    [Fact]
    public async Task Each_listener_answers_for_its_own_service_only()
    {
        Uri[] elsewhere =
        [
            new(emulator.Host.Maa, "/keys?api-version=7.4"), new(emulator.Host.Metadata, "/keys?api-version=7.4"),
            new(emulator.Host.Vault, "/certs"), new(emulator.Host.Metadata, "/certs"),
            new(emulator.Host.Maa, "/metadata/THIM/amd/certification"), new(emulator.Host.Vault, "/metadata/identity/oauth2/token"),
        ];
        foreach (var address in elsewhere)
        {
            // The Host header of the right listener does not help.
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = $"localhost:{emulator.Host.Vault.Port}" } };
            using var response = await emulator.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_CA_turns_away()
    {
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(emulator.Host.Maa, "/certs")));
    }

    [Fact]
    public void The_CA_file_holds_the_certificate_and_no_key()
    {
        var pem = File.ReadAllText(emulator.Host.CaFile);
        using var certificate = X509Certificate2.CreateFromPem(pem);
        Assert.Equal(emulator.Host.Ca.RawData, certificate.RawData);
        Assert.DoesNotContain("PRIVATE KEY", pem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_process_says_that_it_is_well()
        => Assert.Equal("Healthy", await emulator.Http.GetStringAsync(new Uri(emulator.Host.Metadata, "/health")));

    [Theory]
    [InlineData("Emulator:CaFile", "", "Emulator:CaFile is missing")]
    [InlineData("Emulator:Maa:Port", "70000", "Emulator:Maa:Port is 70000")]
    [InlineData("Emulator:Vault:PublicUrl", "http://localhost", "Emulator:Vault:PublicUrl")]
    [InlineData("Emulator:Identities:0:Roles:0", "Owner", "unknown role 'Owner'")]
    public async Task A_setting_that_cannot_work_ends_the_start_with_a_sentence(string name, string value, string words)
    {
        var settings = new Dictionary<string, string?> { ["Emulator:Identities:0:ClientId"] = "somebody", [name] = value };
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => AzureEmulatorHost.StartAsync(settings));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_all_named()
    {
        var options = new EmulatorOptions { CaFile = "ca.pem", Maa = { Port = 9000 }, Vault = { Port = 9000 } };
        options.Identities.Add(new IdentityOptions { ClientId = "twice" });
        options.Identities.Add(new IdentityOptions { ClientId = "TWICE" });
        options.Identities.Add(new IdentityOptions());

        var failures = new EmulatorOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(3, failures.Count);
        Assert.Contains(failures, failure => failure.Contains("Port 9000", StringComparison.Ordinal));
    }
}
