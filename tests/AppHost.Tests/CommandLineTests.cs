namespace CcDemo.AppHost.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("publish", "--operation publish --step publish")]
    [InlineData("deploy --dry-run --yes", "--operation publish --step deploy --Pipeline:DryRun=true --Pipeline:Yes=true")]
    [InlineData("do measure --file a.yaml --name web", "--operation publish --step measure --Measure:File=a.yaml --Measure:Pod=web")]
    [InlineData("do preflight --fix", "--operation publish --step preflight --Pipeline:Fix=true")]
    [InlineData("publish --parameters=p.json --output-path o", "--operation publish --step publish --Pipeline:ParametersFile=p.json --output-path o")]
    [InlineData("--operation publish --step teardown --delete-key", "--operation publish --step teardown --Pipeline:DeleteKey=true")]
    [InlineData("--Ports:consumer=4333", "--Ports:consumer=4333")]
    public void Verbs_and_options_are_put_into_the_hosts_words(string line, string words)
        => Assert.Equal(words.Split(' '), CommandLine.Expand(line.Split(' ')));

    [Fact]
    public void Nothing_is_made_of_nothing() => Assert.Empty(CommandLine.Expand([]));
}
