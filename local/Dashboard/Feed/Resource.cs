namespace CcDemo.Dashboard.Feed;

/// <summary>A resource as the application host describes it. All text is the host's or its children's and is shown encoded.</summary>
internal sealed record Resource
{
    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public string Type { get; init; } = "";

    /// <summary>Running, Waiting, Exited, ... or free text; null while unknown.</summary>
    public string? State { get; init; }

    /// <summary>success, info, warning or error, if the host has an opinion.</summary>
    public string? StateStyle { get; init; }

    /// <summary>Healthy, Degraded or Unhealthy; null while it does not run.</summary>
    public string? Health { get; init; }

    public int? ExitCode { get; init; }

    public bool IsHidden { get; init; }

    public IReadOnlyList<ResourceUrl> Urls { get; init; } = [];

    public IReadOnlyList<ResourceProperty> Properties { get; init; } = [];

    public IReadOnlyList<HealthReport> HealthReports { get; init; } = [];

    public IReadOnlyList<string> WaitingFor { get; init; } = [];

    public IReadOnlyList<ResourceCommand> Commands { get; init; } = [];

    /// <summary>The resource that this one is shown under.</summary>
    public string? Parent { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? StopTime { get; init; }

    /// <summary>What the pages call it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => string.IsNullOrWhiteSpace(DisplayName) ? Name : DisplayName;
}
