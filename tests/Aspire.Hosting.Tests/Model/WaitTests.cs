using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Aspire.Hosting.Tests.Model;

public sealed class WaitTests
{
    [Theory]
    [InlineData("Finished", 0, null)]
    [InlineData("Finished", null, null)]
    [InlineData("Running", 0, null)]
    [InlineData("Finished", 1, "Resource 'first' has entered the 'Finished' state with exit code '1', expected '0'.")]
    [InlineData("FailedToStart", null, "Dependency resource 'first' failed to start.")]
    public async Task Waiting_for_completion(string state, int? exitCode, string? message)
    {
        await using var app = await StartAsync((second, first) => second.WaitForCompletion(first));
        var wait = WaitAsync(app);
        await SetAsync(app, s => s with { State = state, ExitCode = exitCode });

        await CheckAsync(wait, message);
    }

    [Theory]
    [InlineData("Running", null)]
    [InlineData("Exited", "Resource 'first' has entered the 'Exited' state prematurely.")]
    [InlineData("FailedToStart", "Dependency resource 'first' failed to start.")]
    public async Task Waiting_for_health(string state, string? message)
    {
        await using var app = await StartAsync((second, first) => second.WaitFor(first));
        var wait = WaitAsync(app);
        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Waiting);
        Assert.False(wait.IsCompleted);
        await SetAsync(app, s => s with { State = state });

        await CheckAsync(wait, message);
    }

    [Fact]
    public async Task A_resource_that_was_never_starting_does_not_wait()
    {
        await using var app = await StartAsync((second, first) => second.WaitFor(first), "NotStarted");

        await app.Services.GetRequiredService<global::Aspire.Hosting.Eventing.IDistributedApplicationEventing>()
            .PublishAsync(new BeforeResourceStartedEvent(Find(app, "second"), app.Services)).WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task CheckAsync(Task wait, string? message)
    {
        if (message is null)
        {
            await wait.WaitAsync(TimeSpan.FromSeconds(10));
            return;
        }

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(message, error.Message);
    }

    private static async Task<DistributedApplication> StartAsync(Action<IResourceBuilder<Actor>, IResourceBuilder<Actor>> describe, string state = "Starting")
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        describe(Add(builder, "second", state), Add(builder, "first", "NotStarted"));
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return app;
    }

    private static IResourceBuilder<Actor> Add(IDistributedApplicationTestingBuilder builder, string name, string state)
        => builder.AddResource(new Actor(name)).WithInitialState(new CustomResourceSnapshot { ResourceType = "Actor", State = state, Properties = [] });

    private static IResource Find(DistributedApplication app, string name)
        => app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == name);

    private static Task WaitAsync(DistributedApplication app)
        => app.ResourceNotifications.WaitForDependenciesAsync(Find(app, "second"), CancellationToken.None);

    private static Task SetAsync(DistributedApplication app, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
        => app.ResourceNotifications.PublishUpdateAsync(Find(app, "first"), change);
}
