using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check of a resource, by its key among the health checks of the application.</summary>
[DebuggerDisplay("{Key}")]
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;
}
