using CcDemo.Dashboard.Components.Shared;

namespace CcDemo.Dashboard.Tests.Components;

public class OutlineTests
{
    [Fact]
    public void Children_follow_their_parents_and_keep_their_order()
        => Assert.Equal(["a0", "c1", "d2", "e1", "b0"], Rows(("a", null), ("b", null), ("c", "a"), ("d", "c"), ("e", "a")));

    [Fact]
    public void A_child_without_its_parent_stands_at_the_top() => Assert.Equal(["a0", "b0"], Rows(("a", "gone"), ("b", null)));

    [Fact]
    public void Items_that_name_each_other_as_parents_are_shown_once()
        => Assert.Equal(["c0", "a0", "b1"], Rows(("a", "b"), ("b", "a"), ("c", "c")));

    private static IEnumerable<string> Rows(params (string Id, string? Parent)[] items)
        => Outline.Of(items, item => item.Id, item => item.Parent).Select(row => $"{row.Item.Id}{row.Depth}");
}
