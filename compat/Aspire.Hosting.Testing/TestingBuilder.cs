using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Passes on to the builder of the application.</summary>
internal abstract class TestingBuilder(DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => Builder.Configuration;

    public string AppHostDirectory => Builder.AppHostDirectory;

    public Assembly? AppHostAssembly => Builder.AppHostAssembly;

    public IHostEnvironment Environment => Builder.Environment;

    public IServiceCollection Services => Builder.Services;

    public IDistributedApplicationEventing Eventing => Builder.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => Builder.ExecutionContext;

    public IResourceCollection Resources => Builder.Resources;

    public IDistributedApplicationPipeline Pipeline => Builder.Pipeline;

    protected DistributedApplicationBuilder Builder { get; } = builder;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => Builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => Builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public abstract Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
