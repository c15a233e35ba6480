namespace CcDemo.Skr.Configuration;

/// <summary>A flag of the original's command line.</summary>
/// <param name="Name">The name without dashes.</param>
/// <param name="Setting">The setting that it sets; null for those of the wrap tool.</param>
/// <param name="IsSwitch">Whether it stands alone, without a value.</param>
internal sealed record Flag(string Name, string? Setting, bool IsSwitch = false)
{
    public const string InFile = "infile";
    public const string KeyPath = "keypath";
    public const string OutFile = "outfile";

    /// <summary>Every flag of the versions 2.7 and 2.13.</summary>
    public static IReadOnlyList<Flag> All { get; } =
    [
        new("base64", "SkrSideCarArgs"),
        new("port", "Port"),
        new("keyprovider_sock", "KeyProviderSock"),
        new("server_type", "ServerType"),
        new("loglevel", "LogLevel"),
        new("logfile", "LogFile"),
        new("allowTestingMismatchedTCB", "AllowTestingMismatchedTCB", IsSwitch: true),
        new(InFile, null),
        new(KeyPath, null),
        new(OutFile, null),
    ];
}
