using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Output;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Serves the resource feed and runs the dashboard that reads it.</summary>
internal sealed class DashboardService(
    AppHostInformation appHost,
    DistributedApplicationOptions options,
    IConfiguration configuration,
    IHostEnvironment environment,
    ProcessLauncher launcher,
    IServiceProvider services) : BackgroundService
{
    private const string Name = "dashboard";
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(0.8);

    /// <summary>Where the dashboard shall listen: the AppHost's own address, by its launch profile.</summary>
    public static string? FindAddress(IConfiguration configuration) => configuration["ASPNETCORE_URLS"]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    /// <summary>Whether the AppHost was built with a dashboard and has an address for it.</summary>
    public static bool IsAvailable(IConfiguration configuration, DistributedApplicationOptions options)
        => FindAddress(configuration) is not null && FindOutput(options.Assembly) is not null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsAvailable(configuration, options))
        {
            return;
        }

        var output = services.GetService<ConsoleOutput>();

        try
        {
            await Task.Yield();
            var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
            var feed = await ResourceFeed.StartAsync(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"], key, services, stoppingToken).ConfigureAwait(false);
            await using var feedEnd = feed.ConfigureAwait(false);
            await RunAsync(feed.Address, key, output, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception error) when (error is DistributedApplicationException or IOException)
        {
            output?.Write(Name, $"error: The dashboard is not available: {error.Message}", toStandardError: true);
        }
    }

    private static string? FindOutput(Assembly? assembly) => AppHostMetadata.Find(assembly, AppHostMetadata.DashboardPath);

    private async Task RunAsync(string feed, string key, ConsoleOutput? output, CancellationToken ct)
    {
        var built = FindOutput(appHost.Assembly)!;
        var (fileName, arguments) = BuiltProject.Command(built, "The dashboard");
        var folder = Path.GetDirectoryName(AppHostMetadata.Find(appHost.Assembly, AppHostMetadata.DashboardProject)) ?? Path.GetDirectoryName(built)!;
        Dictionary<string, string> variables = new()
        {
            ["ASPNETCORE_URLS"] = configuration["ASPNETCORE_URLS"]!,
            ["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName,
            ["DOTNET_ENVIRONMENT"] = environment.EnvironmentName,
            ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = feed,
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = key,
            ["DASHBOARD__APPLICATIONNAME"] = options.DashboardApplicationName ?? environment.ApplicationName,
        };

        DashboardSecrets.AddTo(variables, configuration);

        if (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { } otlp)
        {
            variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp;
        }

        var command = new ProcessCommand(Name, fileName, arguments, folder, variables);
        var child = launcher.Start(command, (line, _) => output?.Write(Name, LogTimestamp.Strip(line)));
        await using var childEnd = child.ConfigureAwait(false);

        if (configuration[DashboardSecrets.BrowserToken] is { Length: > 0 } token && FindAddress(configuration) is { } address)
        {
            output?.Write(ConsoleOutput.AppHost, $"Login to the dashboard at {address.TrimEnd('/')}/login?t={Uri.EscapeDataString(token)}");
        }

        var code = await child.RunToEndAsync(ct, _grace).ConfigureAwait(false);

        if (!ct.IsCancellationRequested)
        {
            ExitReport.Write(services, Name, code, child.LastLines);
        }
    }
}
