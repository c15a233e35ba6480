using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost.Tests.Settings;

public sealed partial class DeployScriptTests
{
    [Fact]
    public void The_parameter_file_that_deploy_up_sh_writes_has_only_names_that_the_pipeline_knows()
    {
        var written = NamesPattern().Match(File.ReadAllText(Path.Combine(Folder(), "../../../deploy/azure.sh"))).Groups[1].Value
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("vault-endpoint", written);
        Assert.Subset(DeploymentSettingsCatalog.All.Select(setting => setting.Name).ToHashSet(), written.ToHashSet());
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^setting_names=\"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex NamesPattern();
}
