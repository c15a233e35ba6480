namespace CcDemo.Dashboard;

/// <summary>The settings that the dashboard reads; the names are the Aspire dashboard's, the older ones among them.</summary>
internal static class SettingNames
{
    /// <summary>Where the pages are served; several addresses are separated by semicolons.</summary>
    public const string Pages = "ASPNETCORE_URLS";

    /// <summary>Where OTLP over gRPC is received.</summary>
    public const string Otlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>The older name of <see cref="Otlp"/>.</summary>
    public const string OtlpBefore = "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Where OTLP over HTTP is received.</summary>
    public const string OtlpHttp = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>The older name of <see cref="OtlpHttp"/>.</summary>
    public const string OtlpHttpBefore = "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>Lets everybody on this machine in: no browser token, no key of senders.</summary>
    public const string AllowAnonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    /// <summary>The older name of <see cref="AllowAnonymous"/>.</summary>
    public const string AllowAnonymousBefore = "DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    /// <summary>What the pages ask for: BrowserToken or Unsecured.</summary>
    public const string FrontendAuthMode = "Dashboard:Frontend:AuthMode";

    /// <summary>The token that the pages ask for; generated when it is not set.</summary>
    public const string BrowserToken = "Dashboard:Frontend:BrowserToken";

    /// <summary>The older name of <see cref="BrowserToken"/>.</summary>
    public const string BrowserTokenBefore = "DOTNET_DASHBOARD_FRONTEND_BROWSERTOKEN";

    /// <summary>What is asked of OTLP senders: ApiKey or Unsecured.</summary>
    public const string OtlpAuthMode = "Dashboard:Otlp:AuthMode";

    /// <summary>The key that OTLP senders must present.</summary>
    public const string OtlpApiKey = "Dashboard:Otlp:PrimaryApiKey";

    /// <summary>A second key that is as good as the first: for changing from one to the other.</summary>
    public const string OtlpSecondaryApiKey = "Dashboard:Otlp:SecondaryApiKey";

    /// <summary>Where the application host serves its resources and logs.</summary>
    public const string Feed = "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL";

    /// <summary>The newer name of <see cref="Feed"/>.</summary>
    public const string FeedSince = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";

    /// <summary>The key that the application host asks for.</summary>
    public const string FeedApiKey = "Dashboard:ResourceServiceClient:ApiKey";

    /// <summary>What the pages call the application.</summary>
    public const string ApplicationName = "Dashboard:ApplicationName";

    /// <summary>How many traces are kept in memory.</summary>
    public const string MaxTraceCount = Limits + "MaxTraceCount";

    /// <summary>How many metric points are kept in memory of each resource.</summary>
    public const string MaxMetricsCount = Limits + "MaxMetricsCount";

    /// <summary>How many log records are kept in memory.</summary>
    public const string MaxLogCount = Limits + "MaxLogCount";

    /// <summary>How many attributes are kept of a span, an event, a link, a log record or a series.</summary>
    public const string MaxAttributeCount = Limits + "MaxAttributeCount";

    /// <summary>How many characters are kept of an attribute or a name.</summary>
    public const string MaxAttributeLength = Limits + "MaxAttributeLength";

    /// <summary>How many events are kept of a span.</summary>
    public const string MaxSpanEventCount = Limits + "MaxSpanEventCount";

    /// <summary>About how many bytes all telemetry may occupy. The Aspire dashboard has no such setting.</summary>
    public const string MaxBytes = Limits + "MaxBytes";

    private const string Limits = "Dashboard:TelemetryLimits:";
}
