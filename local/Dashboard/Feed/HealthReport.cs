namespace CcDemo.Dashboard.Feed;

/// <summary>What one health check found.</summary>
internal sealed record HealthReport
{
    public string Name { get; init; } = "";

    public string? Status { get; init; }

    public string? Description { get; init; }
}
