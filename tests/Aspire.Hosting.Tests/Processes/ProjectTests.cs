using System.Globalization;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Aspire.Hosting.Tests.Processes;

/// <summary>A real project, started by the AppHost.</summary>
public sealed class ProjectTests
{
    private static readonly string[] _asked =
    [
        "OTEL_SERVICE_NAME",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY",
        "ASPNETCORE_URLS",
        "METRICS_PORT",
        "services__store__http__0",
        "ConnectionStrings__db",
    ];

    [Fact]
    public async Task A_project_is_told_where_to_listen_whom_to_call_and_where_to_send_telemetry()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://telemetry.test:1";
        builder.Configuration["ConnectionStrings:db"] = "Host=db.test";
        var store = builder.AddProject("store", Project(), launchProfileName: null).WithHttpEndpoint();
        builder.AddProject("child", Project(), launchProfileName: null)
            .WithHttpEndpoint()
            .WithHttpEndpoint(name: "metrics", env: "METRICS_PORT")
            .WithReference(store)
            .WithReference(builder.AddConnectionString("db"))
            .WithArgs([.. _asked]);

        var (app, last) = await RunAsync(builder);

        Assert.Equal((KnownResourceStates.Finished, (int?)0), (last.State?.Text, last.ExitCode));
        string[] expected =
        [
            "OTEL_SERVICE_NAME=child",
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://telemetry.test:1",
            "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
            "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY=in_memory",
            $"ASPNETCORE_URLS=http://localhost:{Port(app, "child", "http")}",
            $"METRICS_PORT={Port(app, "child", "metrics")}",
            $"services__store__http__0=http://localhost:{Port(app, "store", "http")}",
            "ConnectionStrings__db=Host=db.test",
        ];
        Assert.Equal(expected, (await LinesAsync(app)).Where(line => _asked.Any(name => line.StartsWith($"{name}=", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_project_that_fails_is_shown_with_its_exit_code_and_its_last_lines()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddProject("child", Project(), launchProfileName: null).WithArgs("exit", "3");

        var (app, last) = await RunAsync(builder);
        var lines = await LinesAsync(app);

        Assert.Equal((KnownResourceStates.Exited, KnownResourceStateStyles.Error, (int?)3), (last.State?.Text, last.State?.Style, last.ExitCode));
        Assert.Contains("This went well.", lines);
        Assert.Contains("This did not.", lines);
    }

    // The build writes the path of the project into this assembly, as it does for an AppHost.
    private static string Project() => typeof(ProjectTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Select(a => a.Key)
        .Single(key => key.StartsWith(AppHostMetadata.OutputPrefix, StringComparison.Ordinal))[AppHostMetadata.OutputPrefix.Length..];

    private static async Task<(DistributedApplication App, CustomResourceSnapshot Last)> RunAsync(IDistributedApplicationTestingBuilder builder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);
        var last = await app.ResourceNotifications.WaitForResourceAsync("child", e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), limit.Token);
        return (app, last.Snapshot);
    }

    private static string Port(DistributedApplication app, string resource, string endpoint)
        => app.GetEndpoint(resource, endpoint).Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<string[]> LinesAsync(DistributedApplication app)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        List<string> lines = [];

        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync("child").WithCancellation(limit.Token))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return [.. lines];
    }
}
