using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Output;

/// <summary>Lists the resources and where they can be reached, once all have come to rest or some time has passed.</summary>
internal sealed class StartupSummary(
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    IConfiguration configuration,
    ResourceNotificationService notifications,
    TimeProvider time,
    ConsoleOutput output) : BackgroundService
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shown = model.Resources.Where(r => r is not ParameterResource && !r.HasAnnotationOfType<ExplicitStartupAnnotation>()).ToArray();

        try
        {
            using var patience = new CancellationTokenSource(_patience, time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);

            try
            {
                await Task.WhenAll(shown.Select(r => notifications.WaitForResourceAsync(r.Name, e => IsAtRest(e.Snapshot), end.Token))).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
            {
                // Said as it is now.
            }

            Write(shown);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private static bool IsAtRest(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is { } state
            && (KnownResourceStates.TerminalStates.Contains(state)
                || (state == KnownResourceStates.Running && snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy)
                || (state is not (nameof(KnownResourceStates.NotStarted) or nameof(KnownResourceStates.Waiting) or nameof(KnownResourceStates.Starting) or nameof(KnownResourceStates.Running) or nameof(KnownResourceStates.Building))));

    private void Write(IResource[] resources)
    {
        if (!options.DisableDashboard && Dashboard.DashboardService.IsAvailable(configuration, options) && Dashboard.DashboardService.FindAddress(configuration) is { } dashboard)
        {
            output.Write(ConsoleOutput.AppHost, $"Dashboard: {dashboard}");
        }

        var width = resources.Select(r => r.Name.Length).DefaultIfEmpty().Max();

        foreach (var resource in resources)
        {
            if (notifications.TryGetCurrentState(resource.Name, out var e) && !e.Snapshot.IsHidden)
            {
                output.Write(ConsoleOutput.AppHost, $"{resource.Name.PadRight(width)}  {Describe(e.Snapshot)}");
            }
        }

        output.Write(ConsoleOutput.AppHost, "Press Ctrl+C to stop.");
    }

    private static string Describe(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text ?? "unknown";
        var code = snapshot.ExitCode is { } exitCode && exitCode != 0 ? $" (exit code {exitCode})" : "";
        var health = snapshot.HealthStatus is { } status && status != Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy ? $" ({status})" : "";
        var urls = snapshot.Urls.Where(u => !u.IsInternal).Select(u => u.DisplayProperties.DisplayName.Length == 0 ? u.Url : $"{u.Url} ({u.DisplayProperties.DisplayName})");
        return $"{$"{state}{code}{health}",-10}  {string.Join("  ", urls)}".TrimEnd();
    }
}
