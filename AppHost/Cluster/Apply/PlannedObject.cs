namespace CcDemo.AppHost;

/// <summary>An object, and what applying it does.</summary>
/// <param name="Content">The object.</param>
/// <param name="Resource">Its kind in the cluster.</param>
/// <param name="Change">What happens to it.</param>
/// <param name="Differences">What changes, a line each.</param>
internal sealed record PlannedObject(ClusterObject Content, ApiResource Resource, ObjectChange Change, IReadOnlyList<string> Differences)
{
    /// <summary>The object and what happens to it, for a person.</summary>
    public IEnumerable<string> Lines =>
    [
        $"  {Word,-9} {Content}{(Change == ObjectChange.CreatedUnchecked ? " (checked once its namespace is there)" : "")}",
        .. Differences.Select(difference => $"              {difference}"),
    ];

    private string Word => Change switch
    {
        ObjectChange.None => "unchanged",
        ObjectChange.Changed => "change",
        _ => "create",
    };
}
