namespace CcDemo.AppHost.Tests;

/// <summary>The step as a user runs it: the AppHost's own process, with an Azure of the test's first on the path.</summary>
public sealed class PreflightStepTests : IAsyncLifetime, IDisposable
{
    /// <summary>The AppHost in its own output folder: what is copied beside the tests lacks the assemblies that the tests have from a framework.</summary>
    private static readonly string _appHost = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "AppHost.Tests"), "AppHost", StringComparison.Ordinal), "CcDemo.AppHost.dll");

    private readonly FakeAzure _azure = FakeAzure.OfReadyDeployment();
    private StandInServer _api = null!;

    private string KubeConfig => Path.Combine(_azure.Folder, "config");

    public async Task InitializeAsync()
    {
        _api = ReadyCluster.Fill(await StandInServer.StartAsync());
        await File.WriteAllTextAsync(KubeConfig, _api.KubeConfig);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    public void Dispose() => _azure.Dispose();

    [Fact]
    public async Task Nothing_missing_is_exit_code_0()
    {
        // Whether the real vault answers is nothing that a test may depend on.
        var output = await RunAsync([.. Deployment.Arguments, "--Parameters:vault-endpoint=", "--Parameters:maa-endpoint="]);

        Assert.True(output.Succeeded, output.StandardOutput + output.StandardError);
        Assert.Contains(", 0 missing, ", output.StandardOutput, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ok +Kubernetes +v1\.32\.6\r?$", output.StandardOutput);
        Assert.Matches(@"(?m)^unknown +Vault +cannot be asked without Parameters:vault-endpoint\r?$", output.StandardOutput);
        Assert.DoesNotContain('\u001b', output.StandardOutput);
    }

    [Fact]
    public async Task Something_missing_is_exit_code_1_and_one_sentence()
    {
        _azure.Lacks("aks-nodepool-show");
        var output = await RunAsync([.. Deployment.Arguments, "--Parameters:vault-endpoint=", "--Parameters:maa-endpoint="]);

        Assert.Equal(1, output.ExitCode);
        Assert.Matches(@"(?m)^missing +Confidential pool +there is no node pool 'nodepool2'\r?$", output.StandardOutput);
        Assert.Contains("az aks nodepool add --resource-group group1", output.StandardOutput, StringComparison.Ordinal);
        Assert.Matches("1 of [0-9]+ is missing: ", output.StandardError + output.StandardOutput);
        Assert.DoesNotContain("   at ", output.StandardError + output.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_parameter_stops_it_before_anything_is_asked()
    {
        Assert.Equal(1, (await RunAsync(["--Parameters:profile=other"])).ExitCode);
        Assert.Empty(_azure.Calls);
    }

    [Fact]
    public async Task With_fix_and_yes_the_safe_commands_are_run_and_it_looks_again()
    {
        const string before = """{"azure-cli":"2.60.0","extensions":{"aks-preview":"18.0.0"}}""";
        const string after = """{"azure-cli":"2.60.0","extensions":{"aks-preview":"18.0.0","confcom":"1.2.6"}}""";
        _azure.Says("version", before).Does("extension-add", $"echo '{after}' > '{_azure.Folder}/version.json'").Says("extension-add", "");
        string[] arguments = [.. Deployment.Arguments, "--Parameters:vault-endpoint=", "--Parameters:maa-endpoint="];

        Assert.Equal(1, (await RunAsync(arguments)).ExitCode);
        Assert.Equal(1, (await RunAsync([.. arguments, "--fix"])).ExitCode);
        Assert.DoesNotContain("extension add --name confcom", _azure.Calls);

        var output = await RunAsync([.. arguments, "--fix", "--yes"]);
        Assert.True(output.Succeeded, output.StandardOutput + output.StandardError);
        Assert.Single(_azure.Calls, "extension add --name confcom");
        Assert.All(_azure.Calls, call => Assert.DoesNotMatch("create|delete|update|set", call));
    }

    private Task<ProgramOutput> RunAsync(string[] arguments)
    {
        var program = ExternalProgram.Find("dotnet")!;
        var path = string.Join(Path.PathSeparator, _azure.Folder, Environment.GetEnvironmentVariable("PATH"));
        string[] all = [_appHost, "do", "preflight", .. arguments, $"--Pipeline:KubeConfig={KubeConfig}"];
        return program.RunAsync(
            new ProgramCall(all)
            {
                TimeLimit = TimeSpan.FromMinutes(5),
                WorkingDirectory = _azure.Folder,
                Environment = new Dictionary<string, string?> { ["PATH"] = path },
            },
            default);
    }
}
