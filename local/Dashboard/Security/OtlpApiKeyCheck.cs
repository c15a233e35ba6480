using System.Security.Cryptography;
using System.Text;

namespace CcDemo.Dashboard.Security;

/// <summary>Refuses telemetry without the configured key (<see cref="SettingNames.OtlpApiKey"/>); without one, every local sender is welcome.</summary>
internal sealed class OtlpApiKeyCheck(RequestDelegate next, DashboardOptions options)
{
    private const string Header = "x-otlp-api-key";

    private readonly byte[]? _key = options.OtlpApiKey is { } key ? Encoding.UTF8.GetBytes(key) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (_key is null
            || !HttpProtocol.IsHttp2(context.Request.Protocol)
            || CryptographicOperations.FixedTimeEquals(_key, Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString())))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
