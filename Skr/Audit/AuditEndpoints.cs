using System.Buffers;
using System.Text.Json;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Routing;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Audit;

/// <summary><c>GET /audit</c>: the newest records as a JSON array, the newest first. Only there when <c>Audit:Records</c> says how many.</summary>
internal static class AuditEndpoints
{
    public const string Path = "/audit";

    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration settings)
        => services
            .AddHttpContextAccessor()
            .AddChecked(() => settings.GetSection(AuditOptions.Section).Get<AuditOptions>(), new AuditOptionsValidator())
            .AddSingleton<AuditLog>();

    public static void MapAudit(this RouteTable routes)
    {
        if (routes.Service<IOptions<AuditOptions>>().Value.Records > 0)
        {
            routes.Get(Path, context => AnswerAsync(context, routes.Service<AuditLog>()));
        }
    }

    private static Task AnswerAsync(HttpContext context, AuditLog audit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartArray();
            foreach (var record in audit.Newest)
            {
                Write(writer, record);
            }

            writer.WriteEndArray();
        }

        return JsonAnswer.WriteAsync(context, buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, AuditRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("time", record.Time);
        writer.WriteString("action", record.Action);
        writer.WriteString("outcome", record.Outcome);
        writer.WriteString("transport", record.Caller.Transport);
        writer.WriteString("caller", record.Caller.Address);
        Optional("user_agent", record.Caller.UserAgent);
        Optional("provider", record.Provider);
        Optional("vault", record.Vault);
        Optional("key", record.Key);
        Optional("host_data", record.Measurement?.HostData);
        Optional("launch_measurement", record.Measurement?.Launch);
        Optional("reason", record.Reason);
        Optional("trace_id", record.TraceId);
        writer.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
