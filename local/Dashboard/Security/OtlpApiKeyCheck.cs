using CcDemo.Dashboard.Telemetry.Intake;
using CcDemo.ServicePages;
using Grpc.Core;

namespace CcDemo.Dashboard.Security;

/// <summary>Refuses telemetry without a configured key (<see cref="SettingNames.OtlpApiKey"/>); without one, every local sender is welcome.</summary>
internal sealed class OtlpApiKeyCheck(RequestDelegate next, DashboardOptions options)
{
    private const string Header = "x-otlp-api-key";

    private readonly SecretComparison[] _keys = [.. options.OtlpApiKeys.Select(key => new SecretComparison(key))];

    public Task InvokeAsync(HttpContext context)
    {
        var listener = Listener.Of(context);
        if (_keys.Length == 0 || listener == Listener.Pages || IsRight(context.Request.Headers[Header].ToString()))
        {
            return next(context);
        }

        if (listener == Listener.OtlpHttp)
        {
            return OtlpHttpEncoding.Of(context.Request).RefuseAsync(
                context.Response, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated, $"The header {Header} does not hold the key of this dashboard.");
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private bool IsRight(string candidate) => Array.Exists(_keys, key => key.Matches(candidate));
}
