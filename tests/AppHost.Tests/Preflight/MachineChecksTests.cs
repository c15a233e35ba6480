namespace CcDemo.AppHost.Tests;

public sealed class MachineChecksTests : IDisposable
{
    private readonly ProgramFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    private Tools Tools => new(_programs.FullName);

    [Theory]
    [InlineData("echo '8.0.400 [/sdk]'; echo '10.0.401 [/sdk]'", "Ok", "10.0.401")]
    [InlineData("echo '8.0.400 [/sdk]'", "Missing", "8.0.400; 10.0 or newer is needed")]
    [InlineData("exit 0", "Missing", "no SDK; 10.0 or newer is needed")]
    [InlineData("echo broken >&2; exit 1", "Unknown", "dotnet ended with exit code 1: broken")]
    public async Task The_SDK_has_to_be_10_or_newer(string script, string state, string found)
    {
        _programs.Add("dotnet", script);
        Assert.Equal((state, found), await LookAsync(new DotnetSdk(Tools)));
    }

    [Theory]
    [InlineData("""echo '{"clientVersion":{"gitVersion":"v1.31.0"}}'""", "Ok", "v1.31.0")]
    [InlineData("echo '{}'", "Unknown", "kubectl does not say its version")]
    [InlineData("echo Client Version: v1.31.0", "Unknown", "kubectl answered no JSON")]
    public async Task Kubectl_says_its_version(string script, string state, string found)
    {
        _programs.Add("kubectl", script);
        Assert.Equal((state, found), await LookAsync(new Kubectl(Tools)));
    }

    [Fact]
    public async Task A_program_that_there_is_not_is_missing()
    {
        Assert.Equal(("Missing", "there is no dotnet"), await LookAsync(new DotnetSdk(Tools)));
        Assert.Equal(("Missing", "there is no kubectl"), await LookAsync(new Kubectl(Tools)));
        using var azure = new AzureCli(Tools.Find("az"), "", TimeSpan.FromSeconds(30));
        Assert.Equal(("Missing", "there is no az"), await LookAsync(new AzureCliVersion(Tools, azure, isNeeded: true)));
        Assert.Equal(("Unknown", "there is no az"), await LookAsync(new AzureCliVersion(Tools, azure, isNeeded: false)));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_unknown()
    {
        await File.WriteAllTextAsync(_programs.Add("kubectl", "").FileName, "#!/no/such/interpreter\n");
        Assert.Equal(FindingState.Unknown, (await new Kubectl(Tools).LookAsync(default)).State);
    }

    [Fact]
    public async Task The_policy_is_made_on_Linux()
    {
        Assert.Equal(FindingState.Ok, (await new PolicyTool(isLinux: true).LookAsync(default)).State);

        var elsewhere = await new PolicyTool(isLinux: false).LookAsync(default);
        Assert.Equal(FindingState.Unknown, elsewhere.State);
        Assert.Contains("measure", elsewhere.Remedy!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.44.1", "2.44.1", true)]
    [InlineData("2.44.0", "2.44.1", false)]
    [InlineData("0.5.170b1", "0.5.169", true)]
    [InlineData("10.0.0", "9.9.9", true)]
    [InlineData("v1.29.2-aks", "1.25.0", true)]
    [InlineData("v1.24", "1.25.0", false)]
    [InlineData("newest", "1.0", false)]
    [InlineData("", "1.0", false)]
    [InlineData("99999999999.0", "1.0", false)]
    public void Versions_compare_by_their_numbers(string version, string least, bool isAtLeast)
        => Assert.Equal(isAtLeast, VersionText.IsAtLeast(version, least));

    private static async Task<(string State, string Found)> LookAsync(IPreflightCheck check)
    {
        var finding = await check.LookAsync(default);
        return (finding.State.ToString(), finding.Found);
    }
}
