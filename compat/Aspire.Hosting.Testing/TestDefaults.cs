using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>How an application under test differs from one that is run: no dashboard, free ports, environment Development.</summary>
internal static class TestDefaults
{
    public static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, Assembly appHost, string[] args)
    {
        options.Assembly = appHost;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        options.Args = [.. options.Args ?? [], .. args.Except(options.Args ?? [])];

        settings.Args = options.Args;
        settings.EnvironmentName ??= Environments.Development;
        settings.ApplicationName = appHost.GetName().Name;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DcpPublisher:RandomizePorts"] = "true" });
    }
}
