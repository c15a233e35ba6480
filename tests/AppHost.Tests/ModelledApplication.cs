using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.AppHost.Tests;

/// <summary>
/// The AppHost's application, built but held before its start. Without the hold the AppHost's own <c>Run()</c> goes on
/// behind the test's back as soon as the application is built, and takes its services away when it ends.
/// </summary>
internal sealed class ModelledApplication : IAsyncDisposable
{
    private readonly TaskCompletionSource _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DistributedApplication _app = null!;

    public IServiceProvider Services => _app.Services;

    public DistributedApplicationModel Model => Services.GetRequiredService<DistributedApplicationModel>();

    public ResourceNotificationService Notifications => Services.GetRequiredService<ResourceNotificationService>();

    public DistributedApplicationExecutionContext Context => Services.GetRequiredService<DistributedApplicationExecutionContext>();

    public static Task<ModelledApplication> CreateAsync(params string[] args) => CreateAsync((IDistributedApplicationBuilder _) => { }, args);

    /// <summary>With services of the test's own, which win.</summary>
    public static Task<ModelledApplication> CreateAsync(Action<IServiceCollection> services, params string[] args)
        => CreateAsync((IDistributedApplicationBuilder builder) => services(builder.Services), args);

    /// <summary>With changes of the test's own to the model that AppHost.cs built.</summary>
    public static async Task<ModelledApplication> CreateAsync(Action<IDistributedApplicationBuilder> change, params string[] args)
    {
        var result = new ModelledApplication();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(args);
        change(builder);
        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => result._hold.Task);
        result._app = await builder.BuildAsync();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        _hold.TrySetCanceled();
        await _app.DisposeAsync();
    }

    public T Get<T>(string name)
        where T : IResource
        => Model.Resources.OfType<T>().Single(resource => resource.Name == name);

    /// <summary>Does what the orchestrator does once it has chosen the ports.</summary>
    public void AllocatePorts()
    {
        var port = 20000;

        foreach (var endpoint in Model.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(
                endpoint, "localhost", endpoint.Port ?? port++, targetPortExpression: $"{endpoint.TargetPort ?? port++}");
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> GetEnvironmentAsync(string name)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(Get<ProjectResource>(name))
            .WithEnvironmentVariablesConfig()
            .BuildAsync(Context, NullLogger.Instance);

        Assert.Null(configuration.Exception);
        return configuration.EnvironmentVariables.ToDictionary();
    }

    /// <summary>Tells a resource to initialize itself, as starting the application does.</summary>
    public Task InitializeAsync(string name)
    {
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        return eventing.PublishAsync(new InitializeResourceEvent(
            Get<IResource>(name), eventing, Services.GetRequiredService<ResourceLoggerService>(), Notifications, Services));
    }

    /// <summary>Runs the step that the arguments name, and those it depends on.</summary>
    public Task RunPipelineAsync() => RunPipelineAsync(NullLogger.Instance);

    /// <summary>Likewise, with a log that the steps write to.</summary>
    public Task RunPipelineAsync(ILogger logger)
        => Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(
            new PipelineContext(Model, Context, Services, logger, CancellationToken.None));
}
