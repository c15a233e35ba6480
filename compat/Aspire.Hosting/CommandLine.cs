using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The arguments that an AppHost understands.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> _switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = "AppHost:Operation",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
        ["--include-exception-details"] = "Pipeline:IncludeExceptionDetails",
        ["--clear-cache"] = "Pipeline:ClearCache",
        ["--publisher"] = "Publishing:Publisher",
    };

    public static void AddTo(IConfigurationBuilder configuration, string[]? args)
    {
        if (args is { Length: > 0 })
        {
            configuration.AddCommandLine(args, _switches);
        }
    }

    public static DistributedApplicationExecutionContextOptions Read(IConfiguration configuration)
        => (configuration["AppHost:Operation"] ?? "run").ToUpperInvariant() switch
        {
            "PUBLISH" => new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish),
            "RUN" => new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Run),
            var other => throw new DistributedApplicationException($"The operation '{other}' is not known; --operation takes run or publish."),
        };
}
