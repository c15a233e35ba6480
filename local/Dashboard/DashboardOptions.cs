using System.Security.Cryptography;
using CcDemo.Dashboard.Security;
using CcDemo.Dashboard.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Dashboard;

/// <summary>The dashboard's settings, checked.</summary>
internal sealed class DashboardOptions
{
    private const int ShortestSecret = 16;
    private const int LongestSecret = 512;
    private const long MegaByte = 1024 * 1024;

    /// <summary>Where the pages are served: plain HTTP on loopback.</summary>
    public required IReadOnlyList<Uri> PagesUrls { get; init; }

    /// <summary>Where OTLP over gRPC is received: cleartext HTTP/2 on loopback. Null when it is not.</summary>
    public Uri? OtlpUrl { get; init; }

    /// <summary>Where OTLP over HTTP is received: HTTP/1.1 on loopback. Null when it is not.</summary>
    public Uri? OtlpHttpUrl { get; init; }

    /// <summary>The keys one of which OTLP senders must present; empty when any local sender is welcome.</summary>
    public IReadOnlyList<string> OtlpApiKeys { get; init; } = [];

    /// <summary>The token that the pages ask for, or null when everybody on this machine may see them.</summary>
    public string? BrowserToken { get; init; }

    /// <summary>The application host's feed of resources and logs, or null when the dashboard stands alone.</summary>
    public Uri? FeedUrl { get; init; }

    /// <summary>The key that the feed asks for.</summary>
    public string? FeedApiKey { get; init; }

    /// <summary>The application.</summary>
    public string ApplicationName { get; init; } = "Aspire";

    /// <summary>What the pages call the application: its name without what says that it is a host.</summary>
    public string Title => ApplicationName.EndsWith(".AppHost", StringComparison.Ordinal) ? ApplicationName[..^".AppHost".Length] : ApplicationName;

    /// <summary>How much telemetry is kept.</summary>
    public required TelemetryLimits Limits { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message says which, why and what to set instead.</exception>
    public static DashboardOptions Read(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration);
        var pages = (settings.Text(WebHostDefaults.ServerUrlsKey) ?? "http://localhost:18888")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => settings.LoopbackUrl(SettingNames.Pages, text));
        var (grpc, http) = OtlpUrls(settings);
        var isOpen = settings.Switch(SettingNames.AllowAnonymous, SettingNames.AllowAnonymousBefore);
        var options = new DashboardOptions
        {
            PagesUrls = [.. pages],
            OtlpUrl = grpc,
            OtlpHttpUrl = http,
            OtlpApiKeys = OtlpKeys(settings, isOpen),
            BrowserToken = Token(settings, isOpen),
            FeedUrl = settings.Text(SettingNames.Feed, SettingNames.FeedSince) is { } feed ? settings.LoopbackUrl(SettingNames.Feed, feed) : null,
            FeedApiKey = settings.Text(SettingNames.FeedApiKey),
            ApplicationName = settings.Text(SettingNames.ApplicationName) ?? "Aspire",
            Limits = ReadLimits(settings),
        };

        return settings.Problems.Count == 0
            ? options
            : throw new OptionsValidationException(nameof(DashboardOptions), typeof(DashboardOptions), settings.Problems);
    }

    /// <summary>Who names one of the two addresses wants that one only.</summary>
    private static (Uri? Grpc, Uri? Http) OtlpUrls(SettingReader settings)
    {
        var grpc = settings.Text(SettingNames.Otlp, SettingNames.OtlpBefore);
        var http = settings.Text(SettingNames.OtlpHttp, SettingNames.OtlpHttpBefore);
        if (grpc is null && http is null)
        {
            (grpc, http) = ("http://localhost:18889", "http://localhost:18890");
        }

        return (grpc is null ? null : settings.LoopbackUrl(SettingNames.Otlp, grpc), http is null ? null : settings.LoopbackUrl(SettingNames.OtlpHttp, http));
    }

    private static IReadOnlyList<string> OtlpKeys(SettingReader settings, bool isOpen)
    {
        var primary = settings.Text(SettingNames.OtlpApiKey);
        var mode = settings.Choice<OtlpAuthMode>(SettingNames.OtlpAuthMode) ?? (primary is null ? OtlpAuthMode.Unsecured : OtlpAuthMode.ApiKey);
        if (isOpen || mode == OtlpAuthMode.Unsecured)
        {
            return [];
        }

        if (primary is null)
        {
            settings.Problems.Add($"{SettingNames.OtlpAuthMode} is {mode}, but there is no {SettingNames.OtlpApiKey}: set the key that senders present.");
        }

        return [.. new[] { primary, settings.Text(SettingNames.OtlpSecondaryApiKey) }.OfType<string>()];
    }

    private static string? Token(SettingReader settings, bool isOpen)
    {
        var mode = settings.Choice<FrontendAuthMode>(SettingNames.FrontendAuthMode) ?? FrontendAuthMode.BrowserToken;
        if (isOpen || mode == FrontendAuthMode.Unsecured)
        {
            return null;
        }

        if (settings.Text(SettingNames.BrowserToken, SettingNames.BrowserTokenBefore) is not { } token)
        {
            return RandomNumberGenerator.GetHexString(32, lowercase: true);
        }

        if (token.Length is < ShortestSecret or > LongestSecret || !token.All(c => c is > ' ' and <= '~'))
        {
            settings.Problems.Add($"{SettingNames.BrowserToken} has to be {ShortestSecret} to {LongestSecret} letters, digits and signs; leave it out and the dashboard makes one.");
        }

        return token;
    }

    private static TelemetryLimits ReadLimits(SettingReader settings)
    {
        var usual = new TelemetryLimits();
        return new TelemetryLimits
        {
            MaxTraces = Count(SettingNames.MaxTraceCount, usual.MaxTraces),
            MaxLogs = Count(SettingNames.MaxLogCount, usual.MaxLogs),
            MaxMetricPoints = Count(SettingNames.MaxMetricsCount, usual.MaxMetricPoints),
            MaxAttributes = Count(SettingNames.MaxAttributeCount, usual.MaxAttributes),
            MaxTextLength = Count(SettingNames.MaxAttributeLength, usual.MaxTextLength),
            MaxEvents = Count(SettingNames.MaxSpanEventCount, usual.MaxEvents),
            MaxBytes = settings.Number(SettingNames.MaxBytes, usual.MaxBytes, MegaByte, 16 * 1024 * MegaByte),
        };

        int Count(string setting, int byDefault) => (int)settings.Number(setting, byDefault, min: 10, max: 1_000_000);
    }
}
