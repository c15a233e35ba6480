namespace Aspire.Hosting.Testing;

/// <summary>Describes an application under test.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Makes the application. That of an AppHost begins to run by itself; starting it waits until it has started.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
