namespace Aspire.Hosting.Testing;

/// <summary>The application of an AppHost whose entry point waits in <c>Build()</c>.</summary>
internal sealed class AppHostTestingBuilder(AppHostRun run, DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    public override async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        => new AppHostApplication(run, await run.BuildAsync().WaitAsync(cancellationToken).ConfigureAwait(false));

    public override ValueTask DisposeAsync() => run.DisposeAsync();
}
