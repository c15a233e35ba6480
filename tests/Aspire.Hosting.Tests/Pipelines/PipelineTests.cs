using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.Aspire.Hosting.Tests.Pipelines;

public sealed class PipelineTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task A_step_runs_after_all_that_it_depends_on_and_nothing_else_runs()
    {
        await RunAsync("publish", p =>
        {
            p.AddStep("files", Run("files"), requiredBy: WellKnownPipelineSteps.Publish);
            p.AddStep("before", Run("before"), requiredBy: new[] { "files" });
            p.AddStep("other", Run("other"));
        });

        Assert.Equal(["before", "files"], _ran);
    }

    [Fact]
    public async Task A_success_is_said_with_the_step_that_was_asked_for()
    {
        var builder = DistributedApplicationTestingBuilder.Create("--operation", "publish", "--step", "files");
        var said = new SaidLines();
        builder.Services.AddSingleton<ILoggerProvider>(said);
        builder.Pipeline.AddStep("files", Run("files"));
        await using var app = await builder.BuildAsync();
        await app.RunAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains(said.Lines, line => line.StartsWith("Pipeline succeeded: files (1 step, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nosuch", "Step 'nosuch' not found in pipeline.")]
    [InlineData("fails", "Step 'fails' failed: broken")]
    [InlineData("needs", "Step 'fails' failed: broken")]
    public async Task A_failure_is_named(string step, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(step, p =>
        {
            p.AddStep("fails", _ => throw new IOException("broken"));
            p.AddStep("needs", Run("needs"), dependsOn: "fails");
        }));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_circle_is_refused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("a", p =>
        {
            p.AddStep("a", Run("a"), dependsOn: "b");
            p.AddStep("b", Run("b"), dependsOn: "a");
        }));

        Assert.Contains("a → b → a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_dependency_is_refused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("publish", p => p.AddStep("a", Run("a"), dependsOn: "b")));

        Assert.Equal("Step 'a' depends on unknown step 'b'", error.Message);
    }

    [Fact]
    public void A_name_is_taken_once()
        => Assert.Throws<InvalidOperationException>(() => DistributedApplicationTestingBuilder.Create().Pipeline.AddStep("deploy", Run("deploy")));

    [Fact]
    public async Task Independent_steps_run_side_by_side()
    {
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        await RunAsync("all", p =>
        {
            p.AddStep("one", _ => Meet(one, two));
            p.AddStep("two", _ => Meet(two, one));
            p.AddStep("all", Run("all"), dependsOn: new[] { "one", "two" });
        });

        Assert.Equal(["all"], _ran);
    }

    private static Task Meet(TaskCompletionSource mine, TaskCompletionSource other)
    {
        mine.SetResult();
        return other.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task RunAsync(string step, Action<IDistributedApplicationPipeline> describe)
    {
        var builder = DistributedApplicationTestingBuilder.Create("--operation", "publish", "--step", step);
        describe(builder.Pipeline);
        await using var app = await builder.BuildAsync();
        await app.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(new PipelineContext(
            app.Services.GetRequiredService<DistributedApplicationModel>(),
            app.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            app.Services,
            NullLogger.Instance,
            CancellationToken.None));
    }

    private Func<PipelineStepContext, Task> Run(string name) => _ =>
    {
        lock (_ran)
        {
            _ran.Add(name);
        }

        return Task.CompletedTask;
    };
}
