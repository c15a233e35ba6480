using CcDemo.Attestation;

namespace CcDemo.AppHost.Tests;

public sealed class VaultSkuTests : IDisposable
{
    private static readonly VaultAddress _vault = new("contoso.vault.azure.net", AzureCloud.Public);
    private readonly ProgramFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Theory]
    [InlineData("echo Standard", "standard")]
    [InlineData("echo premium", "premium")]
    [InlineData("echo", null)]
    [InlineData("echo premium; exit 3", null)]
    [InlineData("echo 'Please run az login' >&2; exit 1", null)]
    public async Task The_SKU_is_what_az_tells_and_unknown_when_it_cannot(string script, string? sku)
        => Assert.Equal(sku, await VaultSku.FindAsync(_programs.Add("az", script), _vault, "", default));

    [Fact]
    public async Task The_vault_is_asked_for_by_name_in_its_subscription()
    {
        var az = _programs.Add("az", """[ "$*" = "keyvault show --name contoso --query properties.sku.name --output tsv --subscription my sub" ] && echo premium""");

        Assert.Equal("premium", await VaultSku.FindAsync(az, _vault, "my sub", default));
    }
}
