namespace CcDemo.Dashboard.Components.Resources;

/// <summary>Where a node stands, or where an arrow passes a layer.</summary>
/// <param name="Layer">The layer, counted from the left.</param>
/// <param name="Row">The middle, in heights of a node from the top.</param>
internal readonly record struct GraphPlace(int Layer, double Row);
