using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Tests.Feed;

public class ConsoleTextTests
{
    [Theory]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bPq#0\u001b\\after", "after")]
    [InlineData("\u001b[2J\u001b[1;1Hclear", "clear")]
    [InlineData("\u001b[38:5:208mcolons", "colons")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001bcreset \u001b(Bset", "reset set")]
    [InlineData("broken \u001b[", "broken [")]
    [InlineData("\u001b\u001b[2Jnested", "nested")]
    [InlineData("\u001b[3\u00001mtorn", "[31mtorn")]
    public void Terminal_sequences_are_removed(string line, string clean) => Assert.Equal(clean, ConsoleText.Clean(line));

    [Theory]
    [InlineData("\u001b[32minfo\u001b[0m: ready")]
    [InlineData("\u001b[1;38;5;208mhot\u001b[m")]
    public void Colours_stay(string line) => Assert.Equal(line, ConsoleText.Clean(line));

    [Fact]
    public void A_colour_that_is_cut_in_two_goes() => Assert.DoesNotContain('\u001b', ConsoleText.Clean(new string('x', 8_190) + "\u001b[31mred"));

    [Fact]
    public void Control_characters_are_removed_but_tabs_stay() => Assert.Equal("a\tbc", ConsoleText.Clean("a\tb\0\b\r\nc\u007f"));

    [Fact]
    public void Characters_that_turn_the_reading_direction_become_visible()
        => Assert.Equal("a\uFFFDgpj.exe", ConsoleText.Clean("a\u202egpj.exe"));

    [Fact]
    public void Overlong_lines_are_cut() => Assert.Equal(8_193, ConsoleText.Clean(new string('x', 100_000)).Length);
}
