namespace CcDemo.Consumer.Telemetry;

/// <summary>The door of this folder.</summary>
internal static class TelemetryExtensions
{
    public static void AddConsumerTelemetry(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ConsumerTelemetry>();
}
