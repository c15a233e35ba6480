namespace CcDemo.Dashboard;

/// <summary>The settings that the dashboard reads; the names are the Aspire dashboard's.</summary>
internal static class SettingNames
{
    /// <summary>Where the pages are served; several addresses are separated by semicolons.</summary>
    public const string Pages = "ASPNETCORE_URLS";

    /// <summary>Where OTLP over gRPC is received.</summary>
    public const string Otlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>The key that OTLP senders must present; no key, no check.</summary>
    public const string OtlpApiKey = "Dashboard:Otlp:PrimaryApiKey";

    /// <summary>Where the application host serves its resources and logs.</summary>
    public const string Feed = "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL";

    /// <summary>The key that the application host asks for.</summary>
    public const string FeedApiKey = "Dashboard:ResourceServiceClient:ApiKey";

    /// <summary>How many traces are kept in memory.</summary>
    public const string MaxTraceCount = "Dashboard:TelemetryLimits:MaxTraceCount";

    /// <summary>How many metric points are kept in memory of each resource.</summary>
    public const string MaxMetricsCount = "Dashboard:TelemetryLimits:MaxMetricsCount";

    /// <summary>How many log records are kept in memory.</summary>
    public const string MaxLogCount = "Dashboard:TelemetryLimits:MaxLogCount";
}
