using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost.Tests;

public sealed class KeySetupSettingsTests : IDisposable
{
    private readonly string _caFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(_caFile);

    [Fact]
    public void A_vault_on_this_machine_is_taken_with_its_authority_and_identity()
        => Assert.Empty(Problems("localhost:8444", "localhost:8443", _caFile, "http://localhost:8445"));

    [Theory]
    [InlineData("localhost:8444")]
    [InlineData("127.0.0.1:8444")]
    public void Without_its_authority_it_is_not(string vault)
        => Assert.Contains(Problems(vault, "name.weu.attest.azure.net"), problem => problem.Contains("vault-endpoint", StringComparison.Ordinal));

    [Theory]
    [InlineData("name.vault.azure.net")]
    [InlineData("localhost.evil.example")]
    [InlineData("vault.example:8444")]
    [InlineData("localhost:8444/x")]
    public void An_authority_of_ones_own_is_for_this_machine_only(string vault)
        => Assert.Contains(
            Problems(vault, "name.weu.attest.azure.net", _caFile, "http://localhost:8445"),
            problem => problem.StartsWith("KeySetup:CaFile is for a vault on this machine", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("https://login.example")]
    [InlineData("http://169.254.169.254")]
    [InlineData("localhost:8445")]
    public void No_real_accounts_token_goes_to_a_local_vault(string identity)
        => Assert.Contains(
            Problems("localhost:8444", "localhost:8443", _caFile, identity),
            problem => problem.StartsWith("KeySetup:IdentityEndpoint is", StringComparison.Ordinal));

    [Fact]
    public void A_local_identity_is_for_a_local_vault_only()
        => Assert.Contains(
            Problems("name.vault.azure.net", "name.weu.attest.azure.net", identity: "http://localhost:8445"),
            problem => problem.StartsWith("KeySetup:IdentityEndpoint is for", StringComparison.Ordinal));

    [Fact]
    public void A_missing_file_is_named()
        => Assert.Contains(
            Problems("localhost:8444", "localhost:8443", "/no/such/file.pem", "http://localhost:8445"),
            problem => problem.Contains("'/no/such/file.pem'", StringComparison.Ordinal));

    private static IReadOnlyList<string> Problems(string vault, string maa, string caFile = "", string identity = "")
        => DeploymentSettingsReader.Problems(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Parameters:vault-endpoint"] = vault,
                ["Parameters:maa-endpoint"] = maa,
                ["KeySetup:CaFile"] = caFile,
                ["KeySetup:IdentityEndpoint"] = identity,
            }).Build(),
            []);
}
