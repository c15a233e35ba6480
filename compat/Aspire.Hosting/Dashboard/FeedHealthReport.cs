using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

internal sealed record FeedHealthReport(string Name, HealthStatus? Status, string? Description, string? Exception);
