namespace CcDemo.Skr.Configuration;

/// <summary>The original's flags (<c>-port 8080</c>, <c>-port=8080</c>, <c>--port 8080</c>) as settings.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["base64"] = "SkrSideCarArgs",
        ["port"] = "Port",
        ["loglevel"] = "LogLevel",
        ["logfile"] = "LogFile",
        ["keyprovider_sock"] = "KeyProviderSock",
        ["server_type"] = "ServerType",
    };

    /// <summary>The arguments with the original's flags written as .NET configuration reads them.</summary>
    public static string[] Translate(IReadOnlyList<string> args)
    {
        List<string> translated = [];
        for (var i = 0; i < args.Count; i++)
        {
            var flag = args[i].TrimStart('-');
            var equals = flag.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? flag : flag[..equals];
            if (!args[i].StartsWith('-') || !_settings.TryGetValue(name, out var setting))
            {
                translated.Add(args[i]);
            }
            else if (equals >= 0)
            {
                translated.Add($"--{setting}={flag[(equals + 1)..]}");
            }
            else if (++i < args.Count)
            {
                translated.Add($"--{setting}={args[i]}");
            }
        }

        return [.. translated];
    }
}
