using CcDemo.Skr.KeyProvider;

namespace CcDemo.Skr.Configuration;

/// <summary>
/// The command line: the original's flags as Go reads them (<c>-port 8080</c>, <c>-port=8080</c>, <c>--port 8080</c>), and
/// any setting in .NET's form (<c>--Section:Name=VALUE</c>).
/// </summary>
/// <param name="Settings">The settings, as .NET configuration reads them.</param>
/// <param name="Wrap">What to wrap in place of serving; null to serve.</param>
/// <param name="IsHelpAsked">Whether somebody asks what can be given.</param>
/// <param name="Mistake">What is wrong, as a sentence; null when nothing is.</param>
internal sealed record CommandLine(IReadOnlyList<string> Settings, WrapArguments? Wrap, bool IsHelpAsked, string? Mistake)
{
    private const int UsageError = 2;

    /// <summary>Settings that have no section, besides those that flags set.</summary>
    private static readonly HashSet<string> _plainSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "UVM_SECURITY_CONTEXT_DIR", "UVM_HOST_AMD_CERTIFICATE", "UVM_SECURITY_POLICY", "UVM_REFERENCE_INFO",
        "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST",
        "environment", "contentRoot", "applicationName", "urls",
    };

    /// <summary>Answers what needs no service: a question for help, a mistake, or data to wrap.</summary>
    /// <returns>The exit code, or null when the service is to run.</returns>
    public static async Task<int?> AnswerAsync(IReadOnlyList<string> args)
    {
        var command = Parse(args);
        if (command.IsHelpAsked)
        {
            await Console.Out.WriteLineAsync(Usage.Text);
            return 0;
        }

        if (command.Mistake is { } mistake)
        {
            await Console.Error.WriteLineAsync($"{mistake} See --help.");
            return UsageError;
        }

        return command.Wrap is { } wrap ? await WrapTool.RunAsync(wrap, CancellationToken.None) : null;
    }

    /// <summary>The arguments with the original's flags written as .NET configuration reads them.</summary>
    public static string[] Translate(IReadOnlyList<string> args) => [.. Parse(args).Settings];

    /// <summary>Reads a command line.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        List<string> settings = [];
        var wrap = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name is "h" or "help" or "?")
            {
                return new CommandLine([], null, IsHelpAsked: true, null);
            }

            var flag = Flag.All.FirstOrDefault(flag => flag.Name == name);
            if (flag is null && !IsSetting(args[i], name))
            {
                return Wrong(args[i].StartsWith('-') ? $"There is no flag '{args[i].Split('=')[0]}'." : $"'{args[i]}' stands for no flag.");
            }

            value ??= flag is { IsSwitch: true } ? "true" : ++i < args.Count ? args[i] : null;
            if (value is null)
            {
                return Wrong($"'{args[i - 1]}' needs a value.");
            }

            if (flag is { Setting: null })
            {
                wrap[flag.Name] = value;
            }
            else
            {
                settings.Add($"--{flag?.Setting ?? name}={value}");
            }
        }

        return wrap.Count == 0 || wrap.ContainsKey(Flag.InFile)
            ? new CommandLine(settings, wrap.Count == 0 ? null : WrapArguments.Of(wrap), IsHelpAsked: false, null)
            : Wrong($"'-{Flag.KeyPath}' and '-{Flag.OutFile}' go with '-{Flag.InFile}'.");
    }

    private static CommandLine Wrong(string mistake) => new([], null, IsHelpAsked: false, mistake);

    private static (string Name, string? Value) Split(string argument)
    {
        var dashes = argument.StartsWith("--", StringComparison.Ordinal) ? 2 : argument.StartsWith('-') ? 1 : 0;
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return dashes == 0 ? (string.Empty, null)
            : equals < 0 ? (argument[dashes..], null)
            : (argument[dashes..equals], argument[(equals + 1)..]);
    }

    private static bool IsSetting(string argument, string name)
        => argument.StartsWith("--", StringComparison.Ordinal)
            && (name.Contains(':', StringComparison.Ordinal)
                || _plainSettings.Contains(name)
                || Flag.All.Any(flag => string.Equals(flag.Setting, name, StringComparison.OrdinalIgnoreCase)));
}
