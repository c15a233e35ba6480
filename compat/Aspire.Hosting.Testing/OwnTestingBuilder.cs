using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>An application that the test describes itself.</summary>
internal sealed class OwnTestingBuilder : TestingBuilder
{
    private DistributedApplication? _application;

    public OwnTestingBuilder(Assembly caller, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
        : base(Make(caller, args, configure))
    {
    }

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        => Task.FromResult(_application = Builder.Build());

    public override ValueTask DisposeAsync() => _application?.DisposeAsync() ?? default;

    private static DistributedApplicationBuilder Make(Assembly caller, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        var outer = AppHostInterception.Current;
        AppHostInterception.Current = new OwnInterception(caller, args, configure);

        try
        {
            return new DistributedApplicationBuilder(new DistributedApplicationOptions { Args = args });
        }
        finally
        {
            AppHostInterception.Current = outer;
        }
    }
}
