using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Output;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The services of every AppHost.</summary>
internal static class HostServices
{
    // Together with what comes before and after, less than the 5 s within which Ctrl+C has to end everything.
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(4.6);

    public static void Add(HostApplicationBuilder host, DistributedApplicationBuilder application, DistributedApplicationOptions options, AppHostInterception? interception, DistributedApplicationPipeline pipeline)
    {
        var services = host.Services;

        services.AddSingleton(application.ExecutionContext);
        services.AddSingleton(application.Eventing);
        services.AddSingleton(options);
        services.AddSingleton(_ => new DistributedApplicationModel(application.Resources));
        services.AddSingleton<ResourceLoggerService>();
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton(p => new ResourceCommandService(p.GetRequiredService<DistributedApplicationModel>(), p.GetRequiredService<ResourceLoggerService>(), p));
        services.Configure<ResourceNotificationServiceOptions>(o => o.DefaultWaitBehavior = options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        services.Configure<HostOptions>(o => o.ShutdownTimeout = _shutdownTimeout);
        services.AddSingleton<IDistributedApplicationPipeline>(pipeline);
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
        services.AddSingleton<IPipelineActivityReporter, LoggingActivityReporter>();
        services.AddSingleton(TimeProvider.System);

        AddLogging(host, options, isUnderTest: interception is not null);

        if (application.ExecutionContext.IsPublishMode)
        {
            services.AddHostedService<PipelineHostedService>();
            return;
        }

        services.AddHealthChecks();
        services.AddSingleton(new AppHostInformation(application.AppHostAssembly, application.AppHostDirectory));
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton<ApplicationOrchestrator>();

        // Stopped in the reverse order: the services send their last telemetry to the dashboard.
        if (!options.DisableDashboard)
        {
            services.AddHostedService<DashboardService>();
        }

        services.AddHostedService(p => p.GetRequiredService<ApplicationOrchestrator>());
        services.AddHostedService<ResourceHealthService>();
    }

    private static void AddLogging(HostApplicationBuilder host, DistributedApplicationOptions options, bool isUnderTest)
    {
        // Health checks of resources that start are expected to fail for a while; their results are part of the resource's state.
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        if (options.EnableResourceLogging)
        {
            host.Services.AddHostedService<ResourceLogForwarder>();
        }

        if (isUnderTest)
        {
            return;
        }

        host.Logging.ClearProviders();
        host.Services.AddSingleton<ConsoleOutput>();
        host.Services.AddSingleton<ILoggerProvider, ConsoleOutputLoggerProvider>();
        host.Services.AddHostedService<ResourceLogPrinter>();
        host.Services.Configure<HealthCheckPublisherOptions>(o => o.Period = Timeout.InfiniteTimeSpan);

        if (host.Configuration["AppHost:Operation"] is not { } operation || !operation.Equals("publish", StringComparison.OrdinalIgnoreCase))
        {
            host.Services.AddHostedService<StartupSummary>();
        }
    }
}
