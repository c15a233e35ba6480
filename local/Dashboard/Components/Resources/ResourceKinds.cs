namespace CcDemo.Dashboard.Components.Resources;

/// <summary>Types of resources that the pages treat in a way of their own.</summary>
internal static class ResourceKinds
{
    /// <summary>A setting of the model: nothing that runs.</summary>
    public const string Parameter = "Parameter";
}
