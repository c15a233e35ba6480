using CcDemo.Skr.Configuration;
using CcDemo.Skr.Endpoints;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Tests.Endpoints;

public sealed class EndpointTests
{
    private const string Device = "http://localhost:1/guests/g";

    [Theory]
    [InlineData("maa.test", "maa.test")]
    [InlineData("MAA.Test", "maa.test")]
    [InlineData("maa.test/", "maa.test")]
    [InlineData("maa.test.", "maa.test")]
    [InlineData("https://maa.test", "maa.test")]
    [InlineData("maa.test:443", "maa.test")]
    [InlineData("maa.test:8443", "maa.test:8443")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("[::1]:8443", "[::1]:8443")]
    public void A_host_with_or_without_a_port_is_an_endpoint(string text, string authority)
        => Assert.Equal(authority, ServiceEndpoint.Parse(text, "vault").Authority);

    [Theory]
    [InlineData("")]
    [InlineData(" maa.test")]
    [InlineData("maa.test ")]
    [InlineData("maa.test\n")]
    [InlineData("bad host")]
    [InlineData("http://maa.test")]
    [InlineData("HTTP://maa.test")]
    [InlineData("ftp://maa.test")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://https://maa.test")]
    [InlineData("//maa.test")]
    [InlineData("user@maa.test")]
    [InlineData("user:password@maa.test")]
    [InlineData("maa.test@evil.test")]
    [InlineData("maa.test/x")]
    [InlineData("maa.test//")]
    [InlineData("maa.test?x=1")]
    [InlineData("maa.test#x")]
    [InlineData("maa.test\\x")]
    [InlineData("maa.test%2fx")]
    [InlineData("maa.test:")]
    [InlineData("maa.test:0")]
    [InlineData("maa.test:65536")]
    [InlineData("maa.test:8443:1")]
    [InlineData("maa..test")]
    [InlineData(".maa.test")]
    [InlineData("-maa.test")]
    [InlineData("maa_x.test")]
    [InlineData("*.test")]
    [InlineData("m\u00e4a.test")]
    [InlineData("\u212Aey.test")] // KELVIN SIGN
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("[::1")]
    [InlineData("[fe80::1%eth0]")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Null(ServiceEndpoint.TryParse(text));
        Assert.Throws<RefusalException>(() => ServiceEndpoint.Parse(text, "vault"));
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused()
        => Assert.Null(ServiceEndpoint.TryParse(string.Join('.', Enumerable.Repeat(new string('a', 60), 5))));

    [Theory]
    [InlineData("sharedeus.eus.attest.azure.net", "demo.vault.azure.net")]
    [InlineData("demo.eus.attest.azure.net", "demo.managedhsm.azure.net")]
    [InlineData("demo.attest.azure.us", "demo.vault.usgovcloudapi.net")]
    [InlineData("demo.attest.azure.us", "demo.managedhsm.usgovcloudapi.net")]
    [InlineData("demo.attest.azure.cn", "demo.vault.azure.cn")]
    [InlineData("demo.attest.chinacloudapi.cn", "demo.managedhsm.azure.cn")]
    public void Azures_own_are_allowed_unless_others_are_named(string provider, string vault)
    {
        var allowed = Allowed();

        Assert.Equal(provider, allowed.Provider(provider).Authority);
        Assert.Equal(vault, allowed.Vault(vault).Authority);
        Assert.Throws<RefusalException>(() => allowed.Provider(vault));
        Assert.Throws<RefusalException>(() => allowed.Vault(provider));
    }

    [Theory]
    [InlineData("evil.test")]
    [InlineData("vault.azure.net")]
    [InlineData("evilvault.azure.net")]
    [InlineData("demo.vault.azure.net.evil.test")]
    [InlineData("demo.vault.azure.net:8443")]
    [InlineData("169.254.169.254")]
    [InlineData("localhost")]
    [InlineData("localhost:8443")]
    [InlineData("127.0.0.1:8443")]
    [InlineData("[::1]:8443")]
    [InlineData("x.localhost")]
    public void What_is_not_Azures_is_refused_with_the_setting_that_allows_it(string vault)
        => Assert.Contains("Skr:AllowedEndpoints", Assert.Throws<RefusalException>(() => Allowed().Vault(vault)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:8443", true)]
    [InlineData("127.0.0.1:8443", true)]
    [InlineData("[::1]:8443", true)]
    [InlineData("demo.vault.azure.net", true)]
    [InlineData("evil.test", false)]
    [InlineData("http://localhost:8443", false)]
    public void In_an_emulated_guest_this_machine_is_allowed_too(string vault, bool isAllowed)
        => AssertAllowed(Allowed(device: Device), vault, isAllowed);

    [Theory]
    [InlineData("vault.example", true)]
    [InlineData("a.corp.example", true)]
    [InlineData("a.b.corp.example", true)]
    [InlineData("ported.example:8443", true)]
    [InlineData("corp.example", false)]
    [InlineData("xcorp.example", false)]
    [InlineData("vault.example:8443", false)]
    [InlineData("ported.example", false)]
    [InlineData("a.vault.example", false)]
    [InlineData("demo.vault.azure.net", false)]
    [InlineData("localhost:8443", false)]
    public void What_is_named_is_allowed_and_nothing_else(string vault, bool isAllowed)
        => AssertAllowed(Allowed("vault.example, *.corp.example ,ported.example:8443", Device), vault, isAllowed);

    private static void AssertAllowed(AllowedEndpoints allowed, string vault, bool isAllowed)
    {
        if (isAllowed)
        {
            Assert.Equal(vault, allowed.Vault(vault).Authority);
        }
        else
        {
            Assert.Throws<RefusalException>(() => allowed.Vault(vault));
        }
    }

    private static AllowedEndpoints Allowed(string? patterns = null, string? device = null)
        => new(Options.Create(new EndpointOptions { AllowedEndpoints = patterns }), Options.Create(new SnpOptions { Device = device }));
}
