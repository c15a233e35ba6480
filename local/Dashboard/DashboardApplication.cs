using System.Text.Json.Serialization;
using CcDemo.Dashboard.Api;
using CcDemo.Dashboard.Assets;
using CcDemo.Dashboard.Components;
using CcDemo.Dashboard.Feed;
using CcDemo.Dashboard.Security;
using CcDemo.Dashboard.Telemetry;
using CcDemo.Dashboard.Telemetry.Intake;
using CcDemo.Dashboard.Telemetry.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CcDemo.Dashboard;

/// <summary>Puts the dashboard together.</summary>
internal static class DashboardApplication
{
    /// <summary>The dashboard, ready to run. Its <c>Urls</c> are, once it runs, those of the pages, then those for OTLP over gRPC and over HTTP.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message says what to do.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var options = DashboardOptions.Read(builder.Configuration);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is told in one sentence by Program; the host would add a stack trace to it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        Listen(builder, options);
        AddServices(builder.Services, options);

        var app = builder.Build();
        app.UseMiddleware<LocalHostsOnly>();
        app.UseMiddleware<SeparateListeners>();
        app.UseMiddleware<OtlpApiKeyCheck>();
        app.UseMiddleware<SecurityHeaders>();
        app.UsePageAccess(options);
        app.MapGrpcService<TraceReceiver>();
        app.MapGrpcService<LogsReceiver>();
        app.MapGrpcService<MetricsReceiver>();
        app.MapOtlpHttp();
        app.MapEmbeddedAssets();
        app.MapPages();
        app.MapApi();
        app.MapGet("/alive", () => "Healthy");
        return app;
    }

    private static void Listen(WebApplicationBuilder builder, DashboardOptions options)
    {
        // The addresses are given to Kestrel one by one, each with its protocol. A list of none, unlike an empty setting,
        // keeps ASP.NET Core from adding ASPNETCORE_URLS by itself and warning that it is overridden.
        builder.Configuration.AddInMemoryCollection([new(WebHostDefaults.ServerUrlsKey, ";")]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var url in options.PagesUrls)
            {
                kestrel.ListenOnLoopback(url, listen => Serve(listen, Listener.Pages, HttpProtocols.Http1));
            }

            if (options.OtlpUrl is { } grpc)
            {
                kestrel.ListenOnLoopback(grpc, listen => Serve(listen, Listener.OtlpGrpc, HttpProtocols.Http2));
            }

            if (options.OtlpHttpUrl is { } http)
            {
                kestrel.ListenOnLoopback(http, listen => Serve(listen, Listener.OtlpHttp, HttpProtocols.Http1));
            }
        });
    }

    private static void Serve(ListenOptions listen, Listener listener, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
    }

    private static void AddServices(IServiceCollection services, DashboardOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton(TimeProvider.System);
        services.AddPageAccess(options);
        services.AddSingleton<OtlpValues>();
        services.AddSingleton<TraceReceiver>();
        services.AddSingleton<LogsReceiver>();
        services.AddSingleton<MetricsReceiver>();
        services.AddSingleton<TraceReading>();
        services.AddSingleton<LogReading>();
        services.AddSingleton<MetricReading>();
        services.AddSingleton<TraceStore>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<MetricStore>();
        services.AddSingleton<TelemetryResources>();
        services.AddSingleton<ResourceBoard>();
        services.AddSingleton<ConsoleLogs>();
        services.AddSingleton<FeedClient>();
        services.AddHostedService<FeedReader>();
        services.AddPages();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = TelemetryLimits.MaxRequestBytes;
            grpc.CompressionProviders = [new LimitedGzip(TelemetryLimits.MaxRequestBytes)];
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
    }
}
