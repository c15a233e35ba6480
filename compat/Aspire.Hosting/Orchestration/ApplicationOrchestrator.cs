using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the application's resources and stops them.</summary>
internal sealed class ApplicationOrchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    EndpointAllocator endpoints,
    ProcessLauncher launcher,
    IServiceProvider services) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, ProcessResource> _processes = new(StringComparer.OrdinalIgnoreCase);
    private int _stopped;

    public ProcessResource? Find(string resourceName) => _processes.GetValueOrDefault(resourceName);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeResourceStartedEvent>((e, ct) => WaitAsync(e.Resource, ct));
        eventing.Subscribe<ConnectionStringAvailableEvent>((e, _) => ShowConnectionStringAsync(e.Resource));

        foreach (var resource in model.Resources)
        {
            await notifications.PublishUpdateAsync(resource, s => s).ConfigureAwait(false);
        }

        endpoints.Allocate(model);

        foreach (var resource in model.Resources)
        {
            await ResourceUrls.PublishAsync(resource, executionContext, notifications, loggers, cancellationToken).ConfigureAwait(false);

            if (resource is IResourceWithEndpoints)
            {
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            await ParameterState.PublishAsync(parameter, notifications, loggers).ConfigureAwait(false);
        }

        foreach (var resource in model.Resources)
        {
            await eventing.PublishAsync(
                new InitializeResourceEvent(resource, eventing, loggers, notifications, services),
                EventDispatchBehavior.NonBlockingConcurrent,
                _stopping.Token).ConfigureAwait(false);
        }

        foreach (var resource in model.Resources.Where(r => r is ProjectResource or ExecutableResource))
        {
            var process = new ProcessResource(resource, launcher, endpoints, executionContext, eventing, notifications, loggers, services, _stopping.Token);
            _processes.Add(resource.Name, process);
        }

        foreach (var process in _processes.Values.Where(p => !p.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            process.Start();
        }

        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_processes.Values.Select(process => process.StopAsync(CancellationToken.None))).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    // A resource that somebody starts by hand meanwhile leaves the state Waiting, which ends the wait. One that was never in it does not wait.
    private async Task WaitAsync(IResource resource, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopping.Token);
        var dependencies = notifications.WaitForDependenciesAsync(resource, end.Token);

        if (dependencies.IsCompletedSuccessfully)
        {
            return;
        }

        var elsewhere = notifications.WaitForResourceAsync(resource.Name, e => e.Snapshot.State?.Text != KnownResourceStates.Waiting, end.Token);
        var first = await Task.WhenAny(dependencies, elsewhere).ConfigureAwait(false);

        try
        {
            await first.ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(dependencies, elsewhere).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ShowConnectionStringAsync(IResource resource)
    {
        if (resource is IResourceWithConnectionString connection)
        {
            var value = await connection.GetConnectionStringAsync(_stopping.Token).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                Properties =
                [
                    .. s.Properties.Where(p => p.Name != CustomResourceKnownProperties.ConnectionString),
                    new ResourcePropertySnapshot(CustomResourceKnownProperties.ConnectionString, value) { IsSensitive = true },
                ],
            }).ConfigureAwait(false);
        }
    }
}
