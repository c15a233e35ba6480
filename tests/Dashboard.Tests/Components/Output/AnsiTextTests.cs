using CcDemo.Dashboard.Components.Output;

namespace CcDemo.Dashboard.Tests.Components.Output;

public class AnsiTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[32minfo\u001b[0m: ready", "<ansi-2>info</>: ready")]
    [InlineData("\u001b[1;31mfail\u001b[22m, still red\u001b[39m, no more", "<ansi-1 ansi-bold>fail</><ansi-1>, still red</>, no more")]
    [InlineData("\u001b[93mbright\u001b[m", "<ansi-3>bright</>")]
    [InlineData("\u001b[38;5;208mone of 256", "one of 256")]
    [InlineData("\u001b[41mbehind it", "behind it")]
    [InlineData("\u001b[mnothing before", "nothing before")]
    [InlineData("cut off \u001b[3", "cut off \u001b[3")]
    public void Colours_become_classes_and_nothing_else_does(string line, string runs)
        => Assert.Equal(runs, string.Concat(AnsiText.Runs(line).Select(run => run.Style is null ? run.Text : $"<{run.Style}>{run.Text}</>")));

    [Fact]
    public void A_search_does_not_see_the_colours() => Assert.Equal("info: ready", AnsiText.Plain("\u001b[32minfo\u001b[0m: ready"));
}
