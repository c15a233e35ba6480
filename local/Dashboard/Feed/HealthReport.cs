namespace CcDemo.Dashboard.Feed;

/// <summary>What one health check found.</summary>
internal sealed record HealthReport
{
    public string Name { get; set; } = "";

    public string? Status { get; set; }

    public string? Description { get; set; }
}
