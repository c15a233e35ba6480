using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>How a test takes part in the making of the application that an AppHost's entry point makes.</summary>
internal abstract class AppHostInterception
{
    private static readonly AsyncLocal<AppHostInterception?> _current = new();

    public static AppHostInterception? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public abstract void OnBuilderCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void OnBuilderCreated(DistributedApplicationBuilder builder);

    public abstract void OnBuilding(DistributedApplicationBuilder builder);

    public abstract void OnBuilt(DistributedApplication application);
}
