namespace CcDemo.AppHost.Tests;

public sealed class ShellTextTests
{
    private static readonly string[] _command =
    [
        "az", "aks", "nodepool", "add", "--resource-group", "group one", "--name", "it's", "--tags", "$HOME `id`", "a=b;c", "",
        "--workload-runtime", "KataCcIsolation", "--node-vm-size", "Standard_DC4as_cc_v5", "--labels", "*", "--zones", "1",
    ];

    [Fact]
    public void A_plain_word_stays_as_it_is()
        => Assert.Equal("az extension add --name confcom", ShellText.Of(["az", "extension", "add", "--name", "confcom"]));

    [Fact]
    public async Task A_shell_reads_the_words_that_were_meant()
        => Assert.Equal(_command, await WordsAsync(ShellText.Of(_command)));

    [Fact]
    public async Task A_command_of_several_lines_is_the_same_command()
    {
        var lines = ShellText.Lines(_command, 60);

        Assert.True(lines.Count > 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 60));
        Assert.Equal(_command, await WordsAsync(string.Join('\n', lines)));
    }

    [Fact]
    public void An_option_and_its_value_stay_on_one_line()
        => Assert.Equal(["az role create \\", "  --role 'A long one' \\", "  --assignee somebody"], ShellText.Lines(["az", "role", "create", "--role", "A long one", "--assignee", "somebody"], 24));

    [Fact]
    public async Task A_word_that_is_longer_than_a_line_has_a_line_of_its_own()
    {
        string[] command = ["az", "role", new('x', 100), "end"];
        var lines = ShellText.Lines(command, 40);

        Assert.Equal(3, lines.Count);
        Assert.Equal(command, await WordsAsync(string.Join('\n', lines)));
    }

    /// <summary>The words that a real shell makes of a text.</summary>
    private static async Task<string[]> WordsAsync(string text)
    {
        var output = await ExternalProgram.Find("sh")!.RunAsync(
            new ProgramCall("-c", $"az() {{ printf '%s\\n' az \"$@\"; }}\n{text}"), default);
        Assert.True(output.Succeeded, output.StandardError);
        return output.StandardOutput[..^1].Split('\n');
    }
}
