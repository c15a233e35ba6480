using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How to make an application.</summary>
public sealed class DistributedApplicationOptions
{
    private Assembly? _assembly;

    /// <summary>Whether the logs of resources are written to the application's log.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The assembly of the AppHost; by default the one that the process was started with.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether the dashboard is left out.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The folder of the AppHost; by default the one that its assembly names.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>The name that the dashboard shows.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether plain HTTP is accepted; the subset always accepts it on loopback.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    internal Assembly? Assembly
    {
        get => _assembly ??= AssemblyName is { } name ? System.Reflection.Assembly.Load(name) : System.Reflection.Assembly.GetEntryAssembly();
        set => _assembly = value;
    }
}
