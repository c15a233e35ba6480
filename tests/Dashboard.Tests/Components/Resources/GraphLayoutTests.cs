using CcDemo.Dashboard.Components.Resources;

namespace CcDemo.Dashboard.Tests.Components.Resources;

public class GraphLayoutTests
{
    [Fact]
    public void Whoever_refers_stands_to_the_left_of_what_it_refers_to()
    {
        var layout = Layout("producer consumer skr azure kafka", "producer>consumer consumer>skr skr>azure producer>kafka");

        Assert.Equal(4, layout.Layers);
        Assert.Equal((0, 1, 2, 3, 3), (Layer("producer"), Layer("consumer"), Layer("skr"), Layer("azure"), Layer("kafka")));

        int Layer(string name) => layout.Places[name].Layer;
    }

    [Fact]
    public void An_arrow_past_a_layer_runs_beside_the_nodes_of_that_layer()
    {
        var layout = Layout("a b c", "a>b b>c a>c");

        var route = layout.Routes.Single(route => route.Edge is { From: "a", To: "c" }).Places;

        Assert.Equal([0, 1, 2], route.Select(place => place.Layer));
        Assert.True(Math.Abs(route[1].Row - layout.Places["b"].Row) > 0.5, "The arrow runs through b.");
    }

    [Fact]
    public void Neighbours_stand_side_by_side_so_that_arrows_do_not_cross()
    {
        var layout = Layout("a b c d", "a>d b>c");

        Assert.Equal(
            Math.Sign(layout.Places["a"].Row - layout.Places["b"].Row),
            Math.Sign(layout.Places["d"].Row - layout.Places["c"].Row));
    }

    [Fact]
    public void Nodes_of_one_layer_do_not_overlap()
    {
        var layout = Layout("a b c d e", "a>e b>e c>e d>e");

        var rows = layout.Places.Where(place => place.Value.Layer == 0).Select(place => place.Value.Row).Order().ToList();

        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 1));
        Assert.InRange(rows[0], 0.5, layout.Rows);
        Assert.InRange(rows[^1], 0, layout.Rows - 0.5);
    }

    [Fact]
    public void Who_refer_to_each_other_are_both_shown()
    {
        var layout = Layout("a b", "a>b b>a");

        Assert.Equal(2, layout.Places.Count);
        Assert.Equal(2, layout.Routes.Count);
        Assert.NotEqual(layout.Places["a"], layout.Places["b"]);
    }

    [Fact]
    public void Nothing_has_no_layers() => Assert.Equal(0, Layout("", "").Layers);

    private static GraphLayout Layout(string names, string edges) => GraphLayout.Of(
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        [.. edges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(edge => edge.Split('>')).Select(ends => new GraphEdge(ends[0], ends[1], "refers to"))]);
}
