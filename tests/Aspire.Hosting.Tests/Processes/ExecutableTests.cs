using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Aspire.Hosting.Tests.Processes;

public sealed class ExecutableTests
{
    [Theory]
    [InlineData("exit 0", "Finished", 0)]
    [InlineData("echo last words; exit 7", "Exited", 7)]
    public async Task A_process_that_ends_is_shown_with_its_exit_code(string script, string state, int code)
    {
        await using var app = await StartAsync(b => b.AddExecutable("sh", "/bin/sh", "/", "-c", script));
        var last = await app.ResourceNotifications.WaitForResourceAsync("sh", e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text));

        Assert.Equal((state, (int?)code), (last.Snapshot.State!.Text, last.Snapshot.ExitCode));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_shown_as_failed_to_start()
    {
        await using var app = await StartAsync(b => b.AddExecutable("none", "/no/such/program", "/"));
        var state = await app.ResourceNotifications.WaitForResourceAsync("none", KnownResourceStates.TerminalStates);

        Assert.Equal(KnownResourceStates.FailedToStart, state);
        Assert.Contains(await LinesAsync(app, "none"), line => line.Contains("'/no/such/program' cannot be started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_gets_its_variables_and_arguments_but_not_those_of_the_host()
    {
        await using var app = await StartAsync(b => b.AddExecutable("sh", "/bin/sh", "/", "-c", "echo \"$GREETING $1 [$ASPNETCORE_ENVIRONMENT]\"", "sh")
            .WithArgs("world").WithEnvironment("GREETING", "hello"));
        await app.ResourceNotifications.WaitForResourceAsync("sh", KnownResourceStates.Finished);

        Assert.Contains("hello world []", await LinesAsync(app, "sh"));
    }

    [Fact]
    public async Task Commands_stop_and_start_a_process()
    {
        await using var app = await StartAsync(b => b.AddExecutable("sh", "/bin/sh", "/", "-c", "sleep 300"));
        await app.ResourceNotifications.WaitForResourceAsync("sh");

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("sh", KnownResourceCommands.StopCommand)).Success);
        await app.ResourceNotifications.WaitForResourceAsync("sh", KnownResourceStates.Exited);
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("sh", KnownResourceCommands.StartCommand)).Success);
        await app.ResourceNotifications.WaitForResourceAsync("sh");
    }

    private static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> describe)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        describe(builder);
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return app;
    }

    private static async Task<string[]> LinesAsync(DistributedApplication app, string resource)
    {
        List<string> lines = [];

        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return [.. lines];
    }
}
