using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource as the dashboard shows it. Its environment is not part of it (it is sent when it is asked for), nor is the value of anything sensitive.</summary>
internal sealed record FeedResource(
    string Name,
    string DisplayName,
    string Type,
    string? State,
    string? StateStyle,
    HealthStatus? Health,
    int? ExitCode,
    bool IsHidden,
    IReadOnlyList<FeedUrl> Urls,
    IReadOnlyList<FeedProperty> Properties,
    IReadOnlyList<FeedHealthReport> HealthReports,
    IReadOnlyList<string> WaitingFor,
    IReadOnlyList<FeedCommand> Commands,
    string? IconName,
    string? Parent,
    IReadOnlyList<FeedRelationship> Relationships,
    DateTime? CreatedTime,
    DateTime? StartTime,
    DateTime? StopTime)
{
    public static FeedResource From(ResourceEvent e)
    {
        var s = e.Snapshot;
        var parent = (e.Resource as IResourceWithParent)?.Parent.Name
            ?? s.Relationships.FirstOrDefault(r => r.Type == ResourceReferences.Parent)?.ResourceName;

        return new FeedResource(
            e.Resource.Name,
            e.Resource.Name,
            s.ResourceType,
            s.State?.Text,
            s.State?.Style == KnownResourceStateStyles.Warn ? "warning" : s.State?.Style,
            s.HealthStatus,
            s.ExitCode,
            s.IsHidden,
            [.. s.Urls.Select(u => new FeedUrl(u.Name, u.Url, u.DisplayProperties.DisplayName is { Length: > 0 } text ? text : null, u.IsInternal))],
            [.. s.Properties.Select(p => new FeedProperty(p.Name, p.IsSensitive ? null : Convert.ToString(p.Value, CultureInfo.InvariantCulture), p.IsSensitive))],
            [.. s.HealthReports.Select(r => new FeedHealthReport(r.Name, r.Status, r.Description, r.ExceptionText))],
            s.State?.Text == KnownResourceStates.Waiting ? [.. e.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name).Distinct()] : [],
            [.. s.Commands.Select(c => new FeedCommand(c.Name, c.DisplayName, c.DisplayDescription, c.State, c.IsHighlighted, c.ConfirmationMessage, c.IconName))],
            s.IconName,
            parent,
            [.. s.Relationships.Select(r => new FeedRelationship(r.Type, r.ResourceName))],
            s.CreationTimeStamp,
            s.StartTimeStamp,
            s.StopTimeStamp);
    }
}
