namespace CcDemo.Attestation.Tests.Azure;

public sealed class AzureCloudTests
{
    [Theory]
    [InlineData("public", "public")]
    [InlineData("AzureCloud", "public")]
    [InlineData("China", "china")]
    [InlineData("AzureChinaCloud", "china")]
    [InlineData("usgov", "usgov")]
    [InlineData("azureusgovernment", "usgov")]
    public void A_cloud_is_found_by_either_of_its_names(string name, string expected)
        => Assert.Equal(expected, AzureCloud.Parse(name).Name);

    [Fact]
    public void An_unknown_cloud_is_refused_with_the_names_that_there_are()
        => Assert.Contains("public, china, usgov", Assert.Throws<FormatException>(() => AzureCloud.Parse("moon")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("demo.vault.azure.net", "public")]
    [InlineData("demo.vault.azure.cn", "china")]
    [InlineData("DEMO.VAULT.USGOVCLOUDAPI.NET", "usgov")]
    [InlineData("demo.managedhsm.azure.net", "public")]
    [InlineData("demo.managedhsm.azure.cn", "china")]
    [InlineData("demo.managedhsm.usgovcloudapi.net", "usgov")]
    [InlineData("sharedeus.eus.attest.azure.net", "public")]
    [InlineData("demo.attest.azure.cn", "china")]
    [InlineData("demo.ugv.attest.azure.us", "usgov")]
    [InlineData("demo.servicebus.windows.net", "public")]
    [InlineData("demo.servicebus.chinacloudapi.cn", "china")]
    [InlineData("demo.servicebus.usgovcloudapi.net", "usgov")]
    [InlineData("demo.azurecr.io", "public")]
    [InlineData("demo.azurecr.cn", "china")]
    [InlineData("demo.azurecr.us", "usgov")]
    [InlineData("login.microsoftonline.com", "public")]
    [InlineData("login.partner.microsoftonline.cn", "china")]
    [InlineData("login.chinacloudapi.cn", "china")]
    [InlineData("login.microsoftonline.us", "usgov")]
    [InlineData("management.usgovcloudapi.net", "usgov")]
    public void A_host_belongs_to_its_cloud(string host, string expected)
        => Assert.Equal(expected, AzureCloud.FindByHost(host)?.Name);

    [Theory]
    [InlineData("localhost")]
    [InlineData("")]
    [InlineData("vault.azure.net")]
    [InlineData(".vault.azure.net")]
    [InlineData("evilvault.azure.net")]
    [InlineData("demo.vault.azure.net.example")]
    [InlineData("demo.vault.azure.example")]
    public void A_host_that_only_looks_like_Azure_belongs_to_no_cloud(string host)
        => Assert.Null(AzureCloud.FindByHost(host));

    [Fact]
    public void A_managed_HSM_is_no_vault_and_has_its_own_scope()
    {
        Assert.True(AzureCloud.China.IsManagedHsm("demo.managedhsm.azure.cn"));
        Assert.False(AzureCloud.China.IsVault("demo.managedhsm.azure.cn"));
        Assert.False(AzureCloud.Public.IsManagedHsm("demo.managedhsm.azure.cn"));
        Assert.Equal("https://managedhsm.azure.cn/.default", AzureCloud.China.ManagedHsmScope);
        Assert.Equal("https://vault.usgovcloudapi.net/.default", AzureCloud.UsGovernment.VaultScope);
    }

    [Fact]
    public void No_two_clouds_share_an_address()
    {
        Func<AzureCloud, object>[] addresses =
        [
            cloud => cloud.Name, cloud => cloud.CliName, cloud => cloud.AuthorityHost, cloud => cloud.ResourceManagerEndpoint,
            cloud => cloud.VaultSuffix, cloud => cloud.ManagedHsmSuffix, cloud => cloud.AttestationSuffix,
            cloud => cloud.EventHubsSuffix, cloud => cloud.RegistrySuffix, cloud => cloud.TokenExchangeAudience,
        ];

        Assert.All(addresses, address => Assert.Equal(AzureCloud.All.Count, AzureCloud.All.Select(address).Distinct().Count()));
    }
}
