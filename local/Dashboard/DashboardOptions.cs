using System.Globalization;
using CcDemo.Dashboard.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Dashboard;

/// <summary>The dashboard's settings, checked.</summary>
internal sealed class DashboardOptions
{
    /// <summary>Where the pages are served: plain HTTP on loopback.</summary>
    public required IReadOnlyList<Uri> PagesUrls { get; init; }

    /// <summary>Where OTLP over gRPC is received: cleartext HTTP/2 on loopback.</summary>
    public required Uri OtlpUrl { get; init; }

    /// <summary>The key that OTLP senders must present, or null when any local sender is welcome.</summary>
    public string? OtlpApiKey { get; init; }

    /// <summary>The application host's feed of resources and logs, or null when the dashboard stands alone.</summary>
    public Uri? FeedUrl { get; init; }

    /// <summary>The key that the feed asks for.</summary>
    public string? FeedApiKey { get; init; }

    /// <summary>How much telemetry is kept.</summary>
    public required TelemetryLimits Limits { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message says which, why and what to set instead.</exception>
    public static DashboardOptions Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var pages = Or(configuration[WebHostDefaults.ServerUrlsKey], "http://localhost:18888")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => LoopbackUrl(SettingNames.Pages, text, problems));
        var feed = configuration[SettingNames.Feed];
        var options = new DashboardOptions
        {
            PagesUrls = [.. pages],
            OtlpUrl = LoopbackUrl(SettingNames.Otlp, Or(configuration[SettingNames.Otlp], "http://localhost:18889"), problems),
            OtlpApiKey = NullIfEmpty(configuration[SettingNames.OtlpApiKey]),
            FeedUrl = string.IsNullOrWhiteSpace(feed) ? null : LoopbackUrl(SettingNames.Feed, feed, problems),
            FeedApiKey = NullIfEmpty(configuration[SettingNames.FeedApiKey]),
            Limits = new TelemetryLimits
            {
                MaxTraces = Count(configuration, SettingNames.MaxTraceCount, 10_000, problems),
                MaxLogs = Count(configuration, SettingNames.MaxLogCount, 10_000, problems),
                MaxMetricPoints = Count(configuration, SettingNames.MaxMetricsCount, 50_000, problems),
            },
        };

        return problems.Count == 0
            ? options
            : throw new OptionsValidationException(nameof(DashboardOptions), typeof(DashboardOptions), problems);
    }

    private static Uri LoopbackUrl(string setting, string text, List<string> problems)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && Loopback.Contains(url))
        {
            return url;
        }

        problems.Add($"{setting} is '{text}', which is not a plain HTTP address of this machine's loopback interface. "
            + "The dashboard shows logs and runs commands, so it is served on loopback only: set an address such as http://localhost:18888.");
        return new Uri("http://localhost:0");
    }

    private static int Count(IConfiguration configuration, string setting, int byDefault, List<string> problems)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 10 and <= 1_000_000)
        {
            return count;
        }

        problems.Add($"{setting} is '{text}'. Set a whole number from 10 to 1000000, or leave it out for {byDefault}.");
        return byDefault;
    }

    private static string Or(string? text, string byDefault) => string.IsNullOrWhiteSpace(text) ? byDefault : text;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
