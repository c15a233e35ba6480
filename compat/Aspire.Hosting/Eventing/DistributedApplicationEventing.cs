using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc cref="IDistributedApplicationEventing"/>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, List<DistributedApplicationEventSubscription>> _subscriptions = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
        => Add<T>(new DistributedApplicationEventSubscription((e, ct) => callback((T)e, ct)));

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationResourceEvent
        => Add<T>(new DistributedApplicationResourceEventSubscription(
            resource, (e, ct) => ReferenceEquals(e.Resource, resource) ? callback((T)e, ct) : Task.CompletedTask));

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_gate)
        {
            foreach (var subscriptions in _subscriptions.Values)
            {
                subscriptions.Remove(subscription);
            }
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
        => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
    {
        DistributedApplicationEventSubscription[] subscriptions;

        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out var found) || found.Count == 0)
            {
                return Task.CompletedTask;
            }

            subscriptions = [.. found];
        }

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return CallInTurnAsync(subscriptions, @event, cancellationToken);
            case EventDispatchBehavior.BlockingConcurrent:
                return CallAtOnceAsync(subscriptions, @event, cancellationToken);
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(() => CallInTurnAsync(subscriptions, @event, cancellationToken), CancellationToken.None);
                return Task.CompletedTask;
            default:
                _ = CallAtOnceAsync(subscriptions, @event, cancellationToken);
                return Task.CompletedTask;
        }
    }

    private static async Task CallInTurnAsync(DistributedApplicationEventSubscription[] subscriptions, IDistributedApplicationEvent e, CancellationToken ct)
    {
        foreach (var subscription in subscriptions)
        {
            await subscription.Callback(e, ct).ConfigureAwait(false);
        }
    }

    // Each subscriber starts on a thread of its own, so that one which blocks delays no other.
    private static Task CallAtOnceAsync(DistributedApplicationEventSubscription[] subscriptions, IDistributedApplicationEvent e, CancellationToken ct)
        => Task.WhenAll(subscriptions.Select(subscription => Task.Run(() => subscription.Callback(e, ct), CancellationToken.None)));

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out var subscriptions))
            {
                _subscriptions[typeof(T)] = subscriptions = [];
            }

            subscriptions.Add(subscription);
        }

        return subscription;
    }
}
