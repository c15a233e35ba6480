using CcDemo.Attestation;

namespace CcDemo.Deploy.Tests.Bicep;

public sealed class SourceTests : IDisposable
{
    private readonly BicepCompiler _compiler = new();

    public void Dispose() => _compiler.Dispose();

    [BicepFact]
    public async Task Compiler_and_linter_have_nothing_to_say_about_any_file()
        => Assert.Equal("", await _compiler.LintAsync());

    [BicepFact]
    public async Task A_fault_in_any_file_is_found()
    {
        (string File, string Text, string Code)[] faults =
        [
            ("main.bicep", "param nobody string = ''", "no-unused-params"),
            ("modules/vault.bicep", "output keys object = vault.listKeys()", "outputs-should-not-contain-secrets"),
            ("modules/attestation.bicep", "resource other 'Microsoft.Attestation/attestationProviders@2021-06-01' = {\n  name: name\n  location: location\n}", "BCP035"),
            ("modules/host-name.bicep", "output what string = nothing", "BCP057"),
        ];
        foreach (var (file, text, _) in faults)
        {
            await File.AppendAllTextAsync(_compiler.PathOf(file), $"\n{text}\n");
        }

        var findings = await _compiler.LintAsync();

        Assert.All(faults, fault => Assert.Matches($"{fault.File}.*{fault.Code}", findings));
    }

    [BicepFact]
    public async Task The_address_of_a_service_in_any_cloud_is_refused()
    {
        string[] hosts =
        [
            .. from cloud in AzureCloud.All
               from suffix in new[] { cloud.VaultSuffix, cloud.ManagedHsmSuffix, cloud.AttestationSuffix, cloud.EventHubsSuffix, cloud.RegistrySuffix, cloud.AuthorityHost.Host, cloud.ResourceManagerEndpoint.Host }
               select $"name.{suffix}",
        ];
        var source = hosts.Select((host, i) => $"output host{i} string = 'https://{host}'");
        await File.WriteAllLinesAsync(_compiler.PathOf("hosts.bicep"), source);

        var findings = await _compiler.LintAsync();

        Assert.All(hosts.Index(), host => Assert.Contains($"hosts.bicep({host.Index + 1},", findings, StringComparison.Ordinal));
        Assert.Equal(hosts.Length, findings.Split("Error no-hardcoded-env-urls").Length - 1);
    }

    [BicepFact]
    public async Task Every_file_is_formatted()
    {
        await _compiler.FormatAsync();

        Assert.All(
            Directory.EnumerateFiles(DeployFolder.Path, "*.bicep", SearchOption.AllDirectories),
            file => Assert.Equal(File.ReadAllText(file), File.ReadAllText(_compiler.PathOf(Path.GetRelativePath(DeployFolder.Path, file)))));
    }
}
