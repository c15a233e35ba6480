namespace CcDemo.Consumer.Messages;

/// <summary>Tells any number of readers that there is something new; who does not wait costs nothing.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _waiters;

    /// <summary>Ends at the next change after this call: ask first, then look, then wait.</summary>
    public Task NextAsync()
    {
        var waiters = Volatile.Read(ref _waiters);
        if (waiters is not null)
        {
            return waiters.Task;
        }

        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waiters, fresh, null) ?? fresh).Task;
    }

    public void Raise() => Interlocked.Exchange(ref _waiters, null)?.TrySetResult();
}
