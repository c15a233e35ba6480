namespace CcDemo.Dashboard.Components.Resources;

/// <summary>
/// A graph in layers: each node stands to the left of what its arrows point to, and within its layer near its neighbours, so
/// that few arrows cross. An arrow that passes layers has a place of its own in each of them, so that it runs beside the nodes.
/// </summary>
/// <param name="Layers">How many layers there are.</param>
/// <param name="Rows">How high the highest layer is, in nodes.</param>
/// <param name="Places">Where each node stands, by its name.</param>
/// <param name="Routes">The places of each arrow: its beginning, where it passes, its end.</param>
internal sealed record GraphLayout(
    int Layers, double Rows, IReadOnlyDictionary<string, GraphPlace> Places, IReadOnlyList<(GraphEdge Edge, IReadOnlyList<GraphPlace> Places)> Routes)
{
    private const int Sweeps = 8;
    private const double HeightOfPassage = 0.45;

    /// <summary>Lays out nodes and the arrows between them; an arrow that closes a circle runs back.</summary>
    public static GraphLayout Of(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges)
    {
        var depths = Depths(names, edges);
        // Depth 0 points to nothing: it is the last layer.
        var deepest = depths.Values.DefaultIfEmpty(-1).Max();
        var nodes = names.ToDictionary(name => name, name => new Node(deepest - depths[name], height: 1), StringComparer.OrdinalIgnoreCase);
        var layers = Enumerable.Range(0, deepest + 1).Select(layer => names.Select(name => nodes[name]).Where(node => node.Layer == layer).ToList()).ToList();
        var routes = edges.Select(edge => (Edge: edge, Nodes: Route(nodes[edge.From], nodes[edge.To], layers))).ToList();
        foreach (var (one, next) in routes.SelectMany(route => route.Nodes.Zip(route.Nodes.Skip(1))))
        {
            one.Neighbours.Add(next);
            next.Neighbours.Add(one);
        }

        Untangle(layers);
        var rows = layers.Select(Height).DefaultIfEmpty(0).Max();
        foreach (var layer in layers)
        {
            var top = (rows - Height(layer)) / 2;
            foreach (var node in layer)
            {
                node.Row = top + (node.Height / 2);
                top += node.Height;
            }
        }

        return new GraphLayout(
            layers.Count,
            rows,
            nodes.ToDictionary(node => node.Key, node => node.Value.Place, StringComparer.OrdinalIgnoreCase),
            [.. routes.Select(route => (route.Edge, (IReadOnlyList<GraphPlace>)[.. route.Nodes.Select(node => node.Place)]))]);
    }

    private static Dictionary<string, int> Depths(IReadOnlyList<string> names, IReadOnlyList<GraphEdge> edges)
    {
        var targets = edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.OrdinalIgnoreCase);
        var depths = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            Depth(name, []);
        }

        return depths;

        int Depth(string name, HashSet<string> path)
        {
            if (depths.TryGetValue(name, out var known))
            {
                return known;
            }

            path.Add(name);
            var depth = targets[name].Where(target => !path.Contains(target)).Select(target => Depth(target, path) + 1).DefaultIfEmpty(0).Max();
            path.Remove(name);
            return depths[name] = depth;
        }
    }

    private static List<Node> Route(Node from, Node to, List<List<Node>> layers)
    {
        var step = Math.Sign(to.Layer - from.Layer);
        var route = new List<Node> { from };
        for (var layer = from.Layer + step; step != 0 && layer != to.Layer; layer += step)
        {
            var passage = new Node(layer, HeightOfPassage);
            layers[layer].Add(passage);
            route.Add(passage);
        }

        route.Add(to);
        return route;
    }

    /// <summary>Sorts each layer by the mean place of its nodes' neighbours, there and back a few times.</summary>
    private static void Untangle(List<List<Node>> layers)
    {
        foreach (var layer in layers)
        {
            Number(layer);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : layers.AsEnumerable().Reverse())
            {
                var sorted = layer.OrderBy(node => node.Neighbours.Select(other => other.Row).DefaultIfEmpty(node.Row).Average()).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Number(layer);
            }
        }

        // From -1 to 1, so that layers of different heights compare.
        static void Number(List<Node> layer)
        {
            for (var index = 0; index < layer.Count; index++)
            {
                layer[index].Row = (2 * (index + 0.5) / layer.Count) - 1;
            }
        }
    }

    private static double Height(IEnumerable<Node> layer) => layer.Sum(node => node.Height);

    private sealed class Node(int layer, double height)
    {
        public int Layer => layer;

        public double Height => height;

        public List<Node> Neighbours { get; } = [];

        public double Row { get; set; }

        public GraphPlace Place => new(layer, Row);
    }
}
