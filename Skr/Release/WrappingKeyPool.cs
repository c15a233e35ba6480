using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>
/// Wrapping keys, made ahead of time on threads of their own that give way to everything else: making one takes some
/// tenths of a second of computing, which no caller should wait for. There are more of them where more were used of late.
/// Each is handed out once.
/// </summary>
internal sealed class WrappingKeyPool(IOptions<ReleaseOptions> options, SkrTelemetry telemetry, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    public const string ThreadName = "wrapping-keys";
    private const int MostThreads = 4;

    private readonly Lock _lock = new();
    private readonly Queue<WrappingKey> _ready = new();
    private readonly KeyDemand _demand = new(options.Value.PreparedKeys, Math.Max(options.Value.PreparedKeys, options.Value.MostPreparedKeys), time);
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];
    private int _ordered;
    private bool _isStarted;
    private bool _isDisposed;

    /// <summary>How many keys are ready.</summary>
    public int Ready
    {
        get
        {
            lock (_lock)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Whether keys are being made ahead of time.</summary>
    public bool IsFilling
    {
        get
        {
            lock (_lock)
            {
                return _ordered > 0;
            }
        }
    }

    /// <summary>A key that nobody else has or will get; the caller disposes it.</summary>
    public async Task<WrappingKey> TakeAsync(CancellationToken cancellationToken)
    {
        WrappingKey? key;
        lock (_lock)
        {
            _ready.TryDequeue(out key);
            _demand.Note();
            Order();
        }

        telemetry.TookWrappingKey(prepared: key is not null);
        return key ?? await Task.Run(WrappingKey.Create, cancellationToken);
    }

    /// <summary>Begins once the sidecar listens: making keys must not delay that.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStarted = options.Value.PreparedKeys > 0;
            Order();
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
        lock (_lock)
        {
            _isStarted = false;
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        while (_ready.TryDequeue(out var key))
        {
            key.Dispose();
        }

        _stop.Dispose();
        _wanted.Dispose();
    }

    // Orders as many keys as are wanted, less those that are ready or ordered already. One thread makes those that are
    // wanted in any case; each further one takes memory of its own, and is only there where more are wanted.
    private void Order()
    {
        var (wanted, threads) = (_demand.Wanted, _demand.Wanted > options.Value.PreparedKeys ? Math.Min(Environment.ProcessorCount, MostThreads) : 1);
        var missing = wanted - _ready.Count - _ordered;
        if (!_isStarted || missing <= 0)
        {
            return;
        }

        _ordered += missing;
        _wanted.Release(missing);
        while (_threads.Count < threads)
        {
            var thread = new Thread(Fill) { Name = ThreadName, IsBackground = true, Priority = ThreadPriority.Lowest };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private void Fill()
    {
        BackgroundPriority.Set();
        try
        {
            while (true)
            {
                _wanted.Wait(_stop.Token);
                var key = WrappingKey.Create();
                lock (_lock)
                {
                    _ordered--;
                    _ready.Enqueue(key);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The sidecar stops.
        }
    }
}
