namespace CcDemo.Dashboard.Components.Resources;

/// <summary>An arrow of a graph.</summary>
/// <param name="From">The node where it begins.</param>
/// <param name="To">The node to which it points.</param>
/// <param name="Label">What it says.</param>
internal sealed record GraphEdge(string From, string To, string Label);
