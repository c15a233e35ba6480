using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A call of an AppHost's entry point, on a thread of its own. It waits in <c>Build()</c> until the test wants the application.</summary>
internal sealed class AppHostRun(Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : AppHostInterception, IAsyncDisposable
{
    private static readonly TimeSpan _end = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _wanted = new();
    private volatile bool _isAbandoned;

    /// <summary>Completes when the application has started, or with what went wrong.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when the entry point has returned.</summary>
    public Task Ended => _ended.Task;

    public Task<DistributedApplicationBuilder> StartAsync()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "AppHost" };
        thread.Start();
        return _described.Task;
    }

    public Task<DistributedApplication> BuildAsync()
    {
        _wanted.Set();
        return _built.Task;
    }

    public async Task StopAsync()
    {
        if (_built.Task.IsCompletedSuccessfully && !_ended.Task.IsCompleted)
        {
            try
            {
                (await _built.Task.ConfigureAwait(false)).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            }
            catch (ObjectDisposedException)
            {
                // It has ended meanwhile.
            }
        }

        await _ended.Task.WaitAsync(_end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        _isAbandoned = true;
        _wanted.Set();
        await StopAsync().ConfigureAwait(false);

        if (_built.Task.IsCompletedSuccessfully)
        {
            await (await _built.Task.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    public override void OnBuilderCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestDefaults.Apply(options, settings, appHost, options.Args is { Length: > 0 } ? [] : args);
        configure(options, settings);
    }

    public override void OnBuilderCreated(DistributedApplicationBuilder builder)
    {
    }

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        _wanted.Wait();

        if (_isAbandoned)
        {
            throw new OperationCanceledException("The test has ended.");
        }
    }

    public override void OnBuilt(DistributedApplication application)
    {
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => _started.TrySetResult());
        _built.TrySetResult(application);
    }

    private void Run()
    {
        Current = this;

        try
        {
            var entryPoint = appHost.EntryPoint ?? throw new InvalidOperationException($"{appHost.GetName().Name} has no entry point: it is not an AppHost.");
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            End(new InvalidOperationException("The AppHost's entry point has ended without building an application."), isFailure: false);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            End(cause, isFailure: true);
        }
        catch (Exception error)
        {
            End(error, isFailure: true);
        }
    }

    private void End(Exception error, bool isFailure)
    {
        _described.TrySetException(error);
        _built.TrySetException(error);
        _started.TrySetException(error);

        if (isFailure && !_isAbandoned && error is not OperationCanceledException)
        {
            _ended.TrySetException(error);
        }
        else
        {
            _ended.TrySetResult();
        }

        // Nobody need look at them.
        _ = (_described.Task.Exception, _built.Task.Exception, _started.Task.Exception, _ended.Task.Exception);
    }
}
