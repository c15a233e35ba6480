using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace CcDemo.ServiceDefaults;

/// <summary>A log is read for what the service says itself: what the frameworks tell of every request stays out of it.</summary>
public static class LogLevels
{
    private static readonly Dictionary<string, string?> _levels = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Grpc"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        // A start that fails is told in a sentence (ServiceRunner); a background service that fails is critical and stays.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    /// <summary>Sets the levels of the frameworks' categories, unless another source of the settings names them.</summary>
    public static void AddQuietFrameworks(this IHostApplicationBuilder builder)
        => ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            // First in the list: every other source has the last word.
            InitialData = _levels,
        });
}
