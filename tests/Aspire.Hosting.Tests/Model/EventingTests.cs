using Aspire.Hosting.Eventing;

namespace CcDemo.Aspire.Hosting.Tests.Model;

public sealed class EventingTests
{
    [Fact]
    public async Task Subscribers_are_called_in_turn()
    {
        var eventing = new DistributedApplicationEventing();
        List<int> calls = [];
        eventing.Subscribe<Rang>(async (_, _) =>
        {
            await Task.Yield();
            calls.Add(1);
        });
        var second = eventing.Subscribe<Rang>((_, _) =>
        {
            calls.Add(2);
            return Task.CompletedTask;
        });

        await eventing.PublishAsync(new Rang());
        eventing.Unsubscribe(second);
        await eventing.PublishAsync(new Rang());
        Assert.Equal([1, 2, 1], calls);
    }

    [Fact]
    public async Task A_subscriber_that_blocks_delays_no_other_when_nobody_waits()
    {
        var eventing = new DistributedApplicationEventing();
        using var gate = new ManualResetEventSlim();
        var called = new TaskCompletionSource();
        eventing.Subscribe<Rang>((_, _) =>
        {
            gate.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        eventing.Subscribe<Rang>((_, _) =>
        {
            called.SetResult();
            return Task.CompletedTask;
        });

        await eventing.PublishAsync(new Rang(), EventDispatchBehavior.NonBlockingConcurrent);
        await called.Task;
        gate.Set();
    }

    private sealed class Rang : IDistributedApplicationEvent;
}
