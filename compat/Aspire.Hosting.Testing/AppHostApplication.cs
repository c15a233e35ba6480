namespace Aspire.Hosting.Testing;

/// <summary>The application of an AppHost, which the AppHost's own <c>Run()</c> starts.</summary>
internal sealed class AppHostApplication(AppHostRun run, DistributedApplication application) : DistributedApplication(application.Host)
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => run.Started.WaitAsync(cancellationToken);

    public override Task StopAsync(CancellationToken cancellationToken = default) => run.StopAsync().WaitAsync(cancellationToken);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await run.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Run() => RunAsync().GetAwaiter().GetResult();

    public override ValueTask DisposeAsync() => run.DisposeAsync();
}
