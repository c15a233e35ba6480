using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every resource, tells of changes and waits for them.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _resourceLoggers;

    /// <summary>Made by the application.</summary>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        _logger = logger;
        _lifetime = hostApplicationLifetime;
        _services = serviceProvider;
        _resourceLoggers = resourceLoggerService;
    }

    /// <summary>Waits until a resource is in a state, by default Running; case does not matter.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of the states; gives that state.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] states = [.. targetStates];
        var reached = await WaitForResourceAsync(
            resourceName, e => states.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until the state of a resource meets a condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var e in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(e.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(e))
            {
                return e;
            }
        }

        throw new OperationCanceledException($"The operation was cancelled before the resource '{resourceName}' reached the state that was waited for.");
    }

    /// <summary>Waits until a resource runs and is healthy.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource runs and is healthy.</summary>
    /// <exception cref="DistributedApplicationException">It ended or could not start, and <paramref name="waitBehavior"/> says to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        await WaitUntilRunningAsync(resourceName, waitBehavior, cancellationToken).ConfigureAwait(false);
        var healthy = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)),
            cancellationToken).ConfigureAwait(false);
        ThrowIfUnavailable(resourceName, healthy.Snapshot);
        return healthy;
    }

    /// <summary>Waits for everything that a resource waits for.</summary>
    /// <exception cref="DistributedApplicationException">A resource that is waited for failed.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToArray();

        if (waits.Length == 0)
        {
            return;
        }

        await PublishUpdateAsync(resource, s => s.State?.Text is null or "" or nameof(KnownResourceStates.Starting)
            ? s with { State = KnownResourceStates.Waiting }
            : s).ConfigureAwait(false);

        await Task.WhenAll(waits.Select(wait => WaitForDependencyAsync(resource, wait, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>The latest state of a resource, if it has one.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_gate)
        {
            return _current.TryGetValue(resourceId, out resourceEvent);
        }
    }

    /// <summary>The latest state of every resource, then each change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });

        lock (_gate)
        {
            foreach (var e in _current.Values)
            {
                channel.Writer.TryWrite(e);
            }

            _watchers.Add(channel);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token, _lifetime.ApplicationStopped);

        try
        {
            await foreach (var e in channel.Reader.ReadAllAsync(linked.Token).ConfigureAwait(false))
            {
                yield return e;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Changes the state of one instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);

        lock (_gate)
        {
            var previous = _current.TryGetValue(resourceId, out var known) ? known.Snapshot : InitialSnapshot(resource);
            var next = stateFactory(previous);
            next = next with { Commands = Commands(resource, next) };

            var e = new ResourceEvent(resource, resourceId, next);
            _current[resourceId] = e;

            if (previous.State?.Text != next.State?.Text)
            {
                LogState(resourceId, next.State?.Text);
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(e);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Changes the state of a resource. The first call begins with its initial state.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
        => PublishUpdateAsync(resource, resource.Name, stateFactory);

    /// <summary>Ends all waits.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    private WaitBehavior DefaultWaitBehavior => _services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior;

    private static CustomResourceSnapshot InitialSnapshot(IResource resource)
    {
        var snapshot = resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), Properties = [] };

        return snapshot with
        {
            CreationTimeStamp = snapshot.CreationTimeStamp ?? DateTime.UtcNow,
            HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).Distinct().Select(key => new HealthReportSnapshot(key, null, null, null))],
            IconName = resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon) ? icon.IconName : snapshot.IconName,
            IconVariant = icon?.IconVariant ?? snapshot.IconVariant,
            Relationships = [.. snapshot.Relationships, .. resource.Annotations.OfType<ResourceRelationshipAnnotation>()
                .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type)).Distinct()],
        };
    }

    private static bool IsUnavailable(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is { } state && (state == KnownResourceStates.RuntimeUnhealthy || KnownResourceStates.TerminalStates.Contains(state));

    private static bool IsRunningOrUnavailable(CustomResourceSnapshot snapshot, WaitBehavior behavior)
        => snapshot.State?.Text == KnownResourceStates.Running
            || (behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(snapshot));

    private static void ThrowIfUnavailable(string name, CustomResourceSnapshot snapshot)
    {
        if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
        }

        if (IsUnavailable(snapshot))
        {
            throw new DistributedApplicationException($"Resource '{name}' has entered the '{snapshot.State?.Text}' state prematurely.");
        }
    }

    private ImmutableArray<ResourceCommandSnapshot> Commands(IResource resource, CustomResourceSnapshot snapshot)
    {
        var annotations = resource.Annotations.OfType<ResourceCommandAnnotation>().ToArray();

        if (annotations.Length == 0)
        {
            return snapshot.Commands;
        }

        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = _services };
        return [.. annotations.Select(c => new ResourceCommandSnapshot(
            c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, c.Parameter, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted))];
    }

    private Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken ct)
    {
        var behavior = wait.WaitBehavior ?? DefaultWaitBehavior;
        var logger = _resourceLoggers.GetLogger(resource);

        return wait.WaitType switch
        {
            WaitType.WaitForCompletion => WaitForCompletionAsync(wait, logger, ct),
            WaitType.WaitUntilStarted => WaitForStartAsync(wait.Resource.Name, behavior, logger, ct),
            _ => WaitForHealthAsync(wait.Resource.Name, behavior, logger, ct),
        };
    }

    private async Task WaitForStartAsync(string name, WaitBehavior behavior, ILogger logger, CancellationToken ct)
    {
        LogWaiting(logger, name, KnownResourceStates.Running);
        await WaitUntilRunningAsync(name, behavior, ct).ConfigureAwait(false);
    }

    private async Task WaitForHealthAsync(string name, WaitBehavior behavior, ILogger logger, CancellationToken ct)
    {
        LogWaiting(logger, name, KnownResourceStates.Running);
        await WaitForResourceHealthyAsync(name, behavior, ct).ConfigureAwait(false);

        // Dependants go on only once everybody who wanted to know has been told that the resource is ready.
        var ready = await WaitForResourceAsync(name, e => e.Snapshot.Ready is not null, ct).ConfigureAwait(false);
        await ready.Snapshot.Ready!.WaitAsync(ct).ConfigureAwait(false);
    }

    private async Task WaitForCompletionAsync(WaitAnnotation wait, ILogger logger, CancellationToken ct)
    {
        var name = wait.Resource.Name;
        LogWaitingForEnd(logger, name);

        var ended = await WaitForResourceAsync(
            name,
            e => e.Snapshot.ExitCode is not null || KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text),
            ct).ConfigureAwait(false);

        if (ended.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
        }

        if (ended.Snapshot.ExitCode is { } code && code != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{name}' has entered the '{ended.Snapshot.State?.Text}' state with exit code '{code}', expected '{wait.ExitCode}'.");
        }
    }

    private async Task WaitUntilRunningAsync(string name, WaitBehavior behavior, CancellationToken ct)
    {
        var running = await WaitForResourceAsync(name, e => IsRunningOrUnavailable(e.Snapshot, behavior), ct).ConfigureAwait(false);
        ThrowIfUnavailable(name, running.Snapshot);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{ResourceId} is now {State}.")]
    private partial void LogState(string resourceId, string? state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{Name}' to enter the '{State}' state.")]
    private static partial void LogWaiting(ILogger logger, string name, string state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{Name}' to complete.")]
    private static partial void LogWaitingForEnd(ILogger logger, string name);
}
