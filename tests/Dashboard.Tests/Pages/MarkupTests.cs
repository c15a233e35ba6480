using CcDemo.Dashboard.Pages;

namespace CcDemo.Dashboard.Tests.Pages;

public class MarkupTests
{
    [Fact]
    public void Every_value_in_a_piece_of_markup_is_encoded()
    {
        var hostile = "\"><script>alert('x')</script>&";

        var html = Markup.Of($"""<a title="{hostile}">{hostile}</a>""").ToString();

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><", html["<a title=\"".Length..].Replace("\">&quot;", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, html.Split("&lt;script&gt;").Length - 1);
    }

    [Fact]
    public void Markup_within_markup_is_not_encoded_again()
        => Assert.Equal("<p><b>a &amp; b</b><i>1</i><i>2</i></p>", Markup.Of(
            $"<p>{Markup.Of($"<b>{"a & b"}</b>")}{new[] { 1, 2 }.Select(number => Markup.Of($"<i>{number}</i>"))}</p>").ToString());

    [Fact]
    public void Letters_of_other_scripts_stay_readable() => Assert.Equal("µ € 秘密", Markup.Of($"{"µ € 秘密"}").ToString());
}
