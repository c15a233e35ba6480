using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

internal sealed class OwnInterception(Assembly caller, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : AppHostInterception
{
    public override void OnBuilderCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestDefaults.Apply(options, settings, caller, args);
        configure(options, settings);
    }

    public override void OnBuilderCreated(DistributedApplicationBuilder builder)
    {
    }

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
    }

    public override void OnBuilt(DistributedApplication application)
    {
    }
}
