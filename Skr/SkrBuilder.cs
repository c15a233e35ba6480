using CcDemo.ServiceDefaults;
using CcDemo.Skr.Configuration;

namespace CcDemo.Skr;

/// <summary>
/// What the sidecar is built on: no more of the framework than it uses. The usual defaults (files of settings that are
/// watched, a console with formatters, telemetry without a receiver) take half of its start and a third of its memory.
/// </summary>
internal static class SkrBuilder
{
    /// <summary>A builder with the settings of the environment and of a command line in .NET's form, and with the console as log.</summary>
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(settings);
        builder.AddQuietFrameworks();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(new ConsoleLog(TimeProvider.System));
        if (builder.HasTelemetryReceiver())
        {
            builder.AddTelemetry();
        }

        return builder;
    }
}
