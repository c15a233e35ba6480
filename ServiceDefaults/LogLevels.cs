using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace CcDemo.ServiceDefaults;

/// <summary>A log is read for what the service says itself: what the frameworks tell of every request stays out of it.</summary>
internal static class LogLevels
{
    private static readonly string[] _chatty = ["Microsoft.AspNetCore", "System.Net.Http", "Polly"];

    public static void AddQuietFrameworks(this IHostApplicationBuilder builder)
        => ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            // First in the list: every other source has the last word.
            InitialData = _chatty.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)"Warning")),
        });
}
