namespace CcDemo.Dashboard.Components.Shared;

/// <summary>Puts items that name their parents in reading order: each parent before its children.</summary>
internal static class Outline
{
    /// <summary>All items, each once, with their depth; items whose parent is missing stand at the top level.</summary>
    public static IReadOnlyList<(T Item, int Depth)> Of<T>(IReadOnlyList<T> items, Func<T, string> id, Func<T, string?> parent)
    {
        var present = items.Select(id).ToHashSet(StringComparer.Ordinal);
        var children = items.Where(HasParent).ToLookup(item => parent(item)!, StringComparer.Ordinal);
        var rows = new List<(T, int)>(items.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // Roots first; then whatever names its parents in a circle, which no honest sender does.
        foreach (var root in items.Where(item => !HasParent(item)).Concat(items))
        {
            var pending = new Stack<(T Item, int Depth)>([(root, 0)]);
            while (pending.TryPop(out var next))
            {
                if (!seen.Add(id(next.Item)))
                {
                    continue;
                }

                rows.Add(next);
                foreach (var child in children[id(next.Item)].Reverse())
                {
                    pending.Push((child, next.Depth + 1));
                }
            }
        }

        return rows;

        bool HasParent(T item) => parent(item) is { } name && name != id(item) && present.Contains(name);
    }
}
