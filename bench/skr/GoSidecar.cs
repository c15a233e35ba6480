namespace CcDemo.Skr.Bench;

/// <summary>
/// What the Go sidecar did on two shared cores, for orientation: measured elsewhere and earlier, with a slower emulator,
/// versions 2.7 and 2.13.
/// </summary>
internal static class GoSidecar
{
    public const string Start = "11 to 20";
    public const string Size = "15 / 22";
    public const string Idle = "17";
    public const string Loaded = "22";
    public const string Status = "0.2";
    public const string Report = "0.3";
    public const string Release = "450";
}
