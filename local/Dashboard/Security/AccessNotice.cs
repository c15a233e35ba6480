using CcDemo.BrowserAccess;

namespace CcDemo.Dashboard.Security;

/// <summary>Says at start how to log in. Behind an application host that is silent: the host has made the token and says it itself.</summary>
internal sealed partial class AccessNotice(DashboardOptions options, ILogger<AccessNotice> logger, BrowserToken? token = null)
{
    public void Write(string address)
    {
        if (options.FeedUrl is not null)
        {
            return;
        }

        if (token is not null)
        {
            LogLink($"{address}{token.LoginPath}");
        }
        else
        {
            LogOpenPages(address);
        }

        if (options.OtlpApiKeys.Count == 0)
        {
            LogOpenOtlp();
        }
    }

    [LoggerMessage(LogLevel.Information, "Login to the dashboard at {Link}")]
    private partial void LogLink(string link);

    [LoggerMessage(LogLevel.Warning, "The dashboard at {Address} asks for no token: every program on this machine can read what it shows.")]
    private partial void LogOpenPages(string address);

    [LoggerMessage(LogLevel.Warning, "Telemetry is taken without a key: every program on this machine can send it.")]
    private partial void LogOpenOtlp();
}
