using System.Collections.Concurrent;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>
/// Wrapping keys, made ahead of time on a thread of their own that gives way to everything else: making one takes some
/// tenths of a second of computing, which no caller should wait for. Each is handed out once.
/// </summary>
internal sealed class WrappingKeyPool(IOptions<ReleaseOptions> options, SkrTelemetry telemetry) : IHostedLifecycleService, IDisposable
{
    public const string ThreadName = "wrapping-keys";

    private readonly ConcurrentQueue<WrappingKey> _ready = new();
    private readonly SemaphoreSlim _places = new(options.Value.PreparedKeys);
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>How many keys are ready.</summary>
    public int Ready => _ready.Count;

    /// <summary>A key that nobody else has or will get; the caller disposes it.</summary>
    public async Task<WrappingKey> TakeAsync(CancellationToken cancellationToken)
    {
        if (_ready.TryDequeue(out var key))
        {
            _places.Release();
            telemetry.TookWrappingKey(prepared: true);
            return key;
        }

        telemetry.TookWrappingKey(prepared: false);
        return await Task.Run(WrappingKey.Create, cancellationToken);
    }

    /// <summary>Begins once the sidecar listens: making keys must not delay that.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PreparedKeys > 0)
        {
            _thread = new Thread(Fill) { Name = ThreadName, IsBackground = true, Priority = ThreadPriority.Lowest };
            _thread.Start();
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => _stop.CancelAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // The container owns it twice, as itself and as a hosted service.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stop.Cancel();
        _thread?.Join();
        while (_ready.TryDequeue(out var key))
        {
            key.Dispose();
        }

        _stop.Dispose();
        _places.Dispose();
    }

    private void Fill()
    {
        BackgroundPriority.Set();
        try
        {
            while (true)
            {
                _places.Wait(_stop.Token);
                _ready.Enqueue(WrappingKey.Create());
            }
        }
        catch (OperationCanceledException)
        {
            // The sidecar stops.
        }
    }
}
