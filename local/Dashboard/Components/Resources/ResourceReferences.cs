using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Components.Resources;

/// <summary>Who refers to whom among resources.</summary>
internal static class ResourceReferences
{
    /// <summary>Each pair once, with all that relates the one to the other; references to what is not shown are left out.</summary>
    public static IReadOnlyList<GraphEdge> Of(IReadOnlyList<Resource> resources)
    {
        var shown = resources.Select(resource => resource.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from resource in resources
               from relationship in resource.Relationships
               where shown.Contains(relationship.ResourceName) && !string.Equals(resource.Name, relationship.ResourceName, StringComparison.OrdinalIgnoreCase)
               group Verb(relationship.Type) by (resource.Name, relationship.ResourceName) into pair
               select new GraphEdge(pair.Key.Name, pair.Key.ResourceName, string.Join(" and ", pair.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))),
        ];
    }

    private static string Verb(string type) => type switch
    {
        "Reference" => "refers to",
        "WaitFor" => "waits for",
        "Parent" => "is part of",
        _ => type,
    };
}
