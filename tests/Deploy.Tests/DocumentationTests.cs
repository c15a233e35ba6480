using System.Text.RegularExpressions;
using CcDemo.Deploy.Tests.Scripts;

namespace CcDemo.Deploy.Tests;

public sealed partial class DocumentationTests
{
    private const string English = "docs/azure.md";
    private const string Chinese = "docs/azure.zh-CN.md";

    private static readonly string[] _documents = [English, Chinese, "deploy/README.md"];

    [BashFact]
    public async Task Every_command_line_of_a_script_is_one_that_the_script_takes()
    {
        var lines = _documents.SelectMany(document => Code(document)).Where(line => line.StartsWith("deploy/", StringComparison.Ordinal)).Distinct().ToList();
        using var az = AzureCli.Prepared();

        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var run = await az.RunAsync(words[0]["deploy/".Length..], [.. words[1..], "--dry-run"]);
            Assert.True(run.ExitCode == 0, $"{line}: {run.Error}");
        }
    }

    [Fact]
    public void Every_step_of_the_pipeline_that_is_named_is_there()
    {
        var steps = StepPattern().Matches(Read("AppHost/Pipeline/StepNames.cs")).Select(match => match.Groups[1].Value).ToHashSet();

        foreach (var document in _documents)
        {
            Assert.Subset(steps, DoPattern().Matches(Read(document)).Select(match => match.Groups[1].Value).ToHashSet());
        }
    }

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public void Every_step_of_the_article_has_its_row(string document)
        => Assert.Equal(Enumerable.Range(1, 18), RowPattern().Matches(Read(document)).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_Chinese_page_has_the_commands_of_the_English_one()
    {
        static string[] Commands(string document) => [.. Code(document).Select(line => line.Split(" #")[0].TrimEnd()).Where(line => CommandPattern().IsMatch(line)).Select(Neutral).Distinct().Order(StringComparer.Ordinal)];
        static string Neutral(string line) => line.Replace("--cloud china ", "", StringComparison.Ordinal).Replace("chinanorth3", "westeurope", StringComparison.Ordinal);

        Assert.Equal(Commands(English), Commands(Chinese));
    }

    [Fact]
    public void Every_link_inside_the_repository_leads_somewhere()
    {
        foreach (var document in _documents)
        {
            foreach (var link in LinkPattern().Matches(Read(document)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)))
            {
                var (path, heading) = link.Split('#') is [var left, var right] ? (left, right) : (link, null);
                var target = path.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, path);
                Assert.True(File.Exists(Full(target)), $"{document}: {link}");
                Assert.True(heading is null || Headings(target).Contains(heading), $"{document}: {link}");
            }
        }
    }

    private static HashSet<string> Headings(string document) => HeadingPattern().Matches(Read(document))
        .Select(match => NoAnchorPattern().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    private static IEnumerable<string> Code(string document)
        => BlockPattern().Matches(Read(document)).SelectMany(match => match.Groups[1].Value.Split('\n'));

    private static string Read(string document) => File.ReadAllText(Full(document));

    private static string Full(string document) => Path.GetFullPath(DeployFolder.File(Path.Combine("..", document)));

    [GeneratedRegex("const string \\w+ = \"([a-z-]+)\";")]
    private static partial Regex StepPattern();

    [GeneratedRegex("(?:`|-- )do ([a-z-]+)")]
    private static partial Regex DoPattern();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("^(az|deploy/|dotnet|kubectl|curl) ?")]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchorPattern();

    [GeneratedRegex(@"```bash\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
