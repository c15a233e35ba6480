namespace CcDemo.Deploy.Tests.Scripts;

public sealed class SourceTests
{
    private static IEnumerable<string> Scripts => Directory.EnumerateFiles(DeployFolder.Path, "*.sh").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    [BashFact]
    public async Task Bash_can_parse_every_script()
    {
        foreach (var script in Scripts)
        {
            Assert.Equal(new ProgramRun(0, "", ""), await ProgramRun.OfAsync("bash", ["-n", script], DeployFolder.Path));
        }
    }

    [ShellcheckFact]
    public async Task Shellcheck_has_nothing_to_say()
        => Assert.Equal(new ProgramRun(0, "", ""), await ProgramRun.OfAsync("shellcheck", ["-x", .. Scripts], DeployFolder.Path));

    [BashTheory]
    [InlineData("prepare.sh")]
    [InlineData("up.sh")]
    public async Task A_script_explains_itself_and_does_nothing_else(string script)
    {
        using var az = AzureCli.Prepared();

        var run = await az.RunAsync(script, "--resource-group", "group", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"usage: deploy/{script} --resource-group NAME", run.Output, StringComparison.Ordinal);
        Assert.Empty(az.Calls);
    }

    [BashTheory]
    [InlineData("Unknown argument: group.", "group")]
    [InlineData("Unknown option: --colour.", "--resource-group", "group", "--colour", "red")]
    [InlineData("--location needs a value.", "--resource-group", "group", "--location")]
    [InlineData("--location needs a value.", "--resource-group", "group", "--location", "--dry-run")]
    [InlineData("Which resource group? --resource-group NAME")]
    [InlineData("There is no file other.json.", "--resource-group", "group", "--parameters", "other.json")]
    [InlineData("There is no profile 'sgx': aks-kata-cc, aci-virtual-nodes or coco.", "--resource-group", "group", "--profile", "sgx")]
    [InlineData("There is no cloud 'moon': public, china or usgov.", "--resource-group", "group", "--cloud", "moon")]
    [InlineData("has a character that no name in Azure has", "--resource-group", "a\"b")]
    public async Task What_is_wrong_with_the_arguments_is_said_before_anything_is_done(string sentence, params string[] arguments)
    {
        using var az = AzureCli.Prepared();

        var run = await az.RunAsync("up.sh", arguments);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(az.Calls);
    }

    [BashFact]
    public async Task A_parameter_file_that_is_not_understood_is_refused_with_the_line()
    {
        using var az = AzureCli.Prepared().WithParameters("{\n  \"resource-group\": { \"name\": \"group\" }\n}\n");

        var run = await az.RunAsync("up.sh");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ccdemo.parameters.json: not understood:   \"resource-group\": { \"name\": \"group\" }", run.Error, StringComparison.Ordinal);
        Assert.Empty(az.Calls);
    }
}
