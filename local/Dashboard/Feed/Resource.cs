namespace CcDemo.Dashboard.Feed;

/// <summary>A resource as the application host describes it. All text is the host's or its children's and is shown encoded.</summary>
internal sealed record Resource
{
    public required string Name { get; set; }

    public string? DisplayName { get; set; }

    public string Type { get; set; } = "";

    /// <summary>Running, Waiting, Exited, ... or free text; null while unknown.</summary>
    public string? State { get; set; }

    /// <summary>success, info, warning or error, if the host has an opinion.</summary>
    public string? StateStyle { get; set; }

    /// <summary>Healthy, Degraded or Unhealthy; null while it does not run.</summary>
    public string? Health { get; set; }

    public int? ExitCode { get; set; }

    public bool IsHidden { get; set; }

    public IReadOnlyList<ResourceUrl> Urls { get; set; } = [];

    public IReadOnlyList<ResourceProperty> Properties { get; set; } = [];

    public IReadOnlyList<HealthReport> HealthReports { get; set; } = [];

    /// <summary>What it refers to, waits for or is part of.</summary>
    public IReadOnlyList<ResourceRelationship> Relationships { get; set; } = [];

    public IReadOnlyList<string> WaitingFor { get; set; } = [];

    public IReadOnlyList<ResourceCommand> Commands { get; set; } = [];

    /// <summary>The resource that this one is shown under.</summary>
    public string? Parent { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? StopTime { get; set; }

    /// <summary>What the pages call it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => string.IsNullOrWhiteSpace(DisplayName) ? Name : DisplayName;
}
