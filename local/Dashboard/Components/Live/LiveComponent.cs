using Microsoft.AspNetCore.Components;

namespace CcDemo.Dashboard.Components.Live;

/// <summary>
/// A component that shows what changes by itself. It is rendered afresh after a change, four times a second at most,
/// however often its sources change.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private Task _following = Task.CompletedTask;

    /// <summary>What tells that there is something new to show.</summary>
    private protected abstract IEnumerable<ChangeSignal> Signals { get; }

    /// <summary>Is cancelled when the component is no longer shown.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Takes what is to be shown from its sources.</summary>
    protected abstract void Refresh();

    /// <inheritdoc/>
    protected override void OnParametersSet() => Refresh();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _following = FollowAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                // Before the state is read, so that no change falls in between.
                var changed = Task.WhenAny(Signals.Select(signal => signal.Next));
                await InvokeAsync(() =>
                {
                    Refresh();
                    StateHasChanged();
                });
                await changed.WaitAsync(_gone.Token);
                await Task.Delay(_pause, _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // No longer shown.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
