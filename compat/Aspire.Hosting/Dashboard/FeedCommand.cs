using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

internal sealed record FeedCommand(string Name, string DisplayName, string? Description, ResourceCommandState State, bool IsHighlighted, string? Confirmation, string? IconName);
