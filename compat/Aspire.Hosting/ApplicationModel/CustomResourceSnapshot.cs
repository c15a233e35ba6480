using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one time.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The kind of the resource, as shown.</summary>
    public required string ResourceType { get; init; }

    /// <summary>What is shown of the resource.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was made, in UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it stopped, in UTC.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The state: one of <see cref="KnownResourceStates"/> or any text.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The code with which it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of the health reports; null unless the resource runs.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.IsDefaultOrEmpty
            ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>The latest result of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The environment.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where the resource can be reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>What can be done with it.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>How it relates to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether it is left out of views.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name of its icon.</summary>
    public string? IconName { get; init; }

    /// <summary>The variant of its icon.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>The delivery of <see cref="ResourceReadyEvent"/> since the last start.</summary>
    internal Task? Ready { get; init; }
}
