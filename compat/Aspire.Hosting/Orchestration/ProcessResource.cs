using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Orchestration;

/// <summary>A resource that the host runs as a process, from its start to its end, and again.</summary>
internal sealed class ProcessResource(
    IResource resource,
    ProcessLauncher launcher,
    EndpointAllocator endpoints,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IServiceProvider services,
    CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;

    public IResource Resource => resource;

    /// <summary>Begins to start; nobody waits for it.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (!_run.IsCompleted)
            {
                return;
            }

            _stop?.Dispose();
            _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var ct = _stop.Token;
            _run = Task.Run(() => RunAsync(ct), CancellationToken.None);
        }
    }

    /// <summary>Starts by hand; gives when the process runs or has failed.</summary>
    public async Task StartAgainAsync(CancellationToken ct)
    {
        Start();
        await notifications.WaitForResourceAsync(
            resource.Name,
            e => e.Snapshot.State?.Text is { } state && (state == KnownResourceStates.Running || state == KnownResourceStates.Waiting || (_run.IsCompleted && KnownResourceStates.TerminalStates.Contains(state))),
            ct).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken ct)
    {
        Task run;

        lock (_gate)
        {
            _stop?.Cancel();
            run = _run;
        }

        await run.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Starting, ExitCode = null, StartTimeStamp = null, StopTimeStamp = null, Ready = null }).ConfigureAwait(false);

            if (resource is IResourceWithConnectionString)
            {
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), ct).ConfigureAwait(false);
            }

            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), ct).ConfigureAwait(false);
            await PublishAsync(s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);

            var command = await ProcessCommand.CreateAsync(resource, launcher, executionContext, loggers.GetLogger(resource), ct).ConfigureAwait(false);
            endpoints.Release(resource);
            await RunAsync(command, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Exited, StopTimeStamp = DateTime.UtcNow }).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            loggers.GetLogger(resource).FailedToStart(error);
            await PublishAsync(s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                StopTimeStamp = DateTime.UtcNow,
            }).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(ProcessCommand command, CancellationToken ct)
    {
        var log = loggers.GetLog(resource.Name);
        var child = launcher.Start(command, log.Write);
        await using var childEnd = child.ConfigureAwait(false);

        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            StartTimeStamp = DateTime.UtcNow,
            EnvironmentVariables = [.. command.Environment.Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Urls = [.. s.Urls.Select(url => url with { IsInactive = false })],
            Properties = [.. s.Properties.Where(p => p.Name != "executable.pid"), new ResourcePropertySnapshot("executable.pid", child.Id.ToString(CultureInfo.InvariantCulture))],
        }).ConfigureAwait(false);

        using (ct.Register(() => _ = PublishAsync(s => s with { State = KnownResourceStates.Stopping })))
        {
            var code = await child.RunToEndAsync(ct).ConfigureAwait(false);
            await EndAsync(child, code, ct).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(ChildProcess child, int code, CancellationToken ct)
    {
        // Ctrl+C in a terminal reaches the children too: what ends just before the host is told to stop has not failed.
        if (code != 0 && !ct.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(150), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var isWanted = ct.IsCancellationRequested;

        if (!isWanted && code != 0)
        {
            loggers.GetLogger(resource).ExitedUnexpectedly(resource.Name, code);
            Output.ExitReport.Write(services, resource.Name, code, child.LastLines);
        }

        await PublishAsync(s => s with
        {
            State = code == 0
                ? KnownResourceStates.Finished
                : new ResourceStateSnapshot(KnownResourceStates.Exited, isWanted ? KnownResourceStateStyles.Info : KnownResourceStateStyles.Error),
            ExitCode = code,
            StopTimeStamp = DateTime.UtcNow,
            Urls = [.. s.Urls.Select(url => url with { IsInactive = true })],
        }).ConfigureAwait(false);

        if (notifications.TryGetCurrentState(resource.Name, out var last))
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, last), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, change);
}
