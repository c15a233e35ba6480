namespace CcDemo.Dashboard.Components.Resources;

/// <summary>
/// A graph in layers: each node stands to the left of what its arrows point to, and within its layer near its neighbours, so
/// that few arrows cross.
/// </summary>
/// <param name="Layers">The names of the nodes, layer by layer from the left, each from the top.</param>
internal sealed record GraphLayout(IReadOnlyList<IReadOnlyList<string>> Layers)
{
    private const int Sweeps = 4;

    /// <summary>Lays out nodes and the arrows between them; an arrow that closes a circle does not count.</summary>
    public static GraphLayout Of(IReadOnlyList<string> nodes, IReadOnlyList<GraphEdge> edges)
    {
        var targets = edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.OrdinalIgnoreCase);
        var depths = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            Depth(node, targets, depths, []);
        }

        // Depth 0 points to nothing: it is the last layer.
        var deepest = nodes.Count == 0 ? -1 : nodes.Max(node => depths[node]);
        var layers = Enumerable.Range(0, deepest + 1)
            .Select(layer => nodes.Where(node => depths[node] == deepest - layer).ToList())
            .Where(layer => layer.Count > 0)
            .ToList();
        Untangle(layers, edges);
        return new GraphLayout(layers);
    }

    private static int Depth(string node, ILookup<string, string> targets, Dictionary<string, int> depths, HashSet<string> path)
    {
        if (depths.TryGetValue(node, out var known))
        {
            return known;
        }

        path.Add(node);
        var depth = targets[node].Where(target => !path.Contains(target)).Select(target => Depth(target, targets, depths, path) + 1).DefaultIfEmpty(0).Max();
        path.Remove(node);
        depths[node] = depth;
        return depth;
    }

    /// <summary>Sorts each layer by the mean place of its nodes' neighbours, there and back a few times.</summary>
    private static void Untangle(List<List<string>> layers, IReadOnlyList<GraphEdge> edges)
    {
        var neighbours = edges.Concat(edges.Select(edge => edge with { From = edge.To, To = edge.From }))
            .ToLookup(edge => edge.From, edge => edge.To, StringComparer.OrdinalIgnoreCase);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var index in sweep % 2 == 0 ? Enumerable.Range(0, layers.Count) : Enumerable.Range(0, layers.Count).Reverse())
            {
                var places = layers
                    .SelectMany(layer => layer.Select((node, place) => (Node: node, Place: (place + 0.5) / layer.Count)))
                    .ToDictionary(entry => entry.Node, entry => entry.Place, StringComparer.OrdinalIgnoreCase);
                layers[index] = [.. layers[index].OrderBy(node => neighbours[node].Select(other => places.GetValueOrDefault(other, places[node])).DefaultIfEmpty(places[node]).Average())];
            }
        }
    }
}
