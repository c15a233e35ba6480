namespace CcDemo.Skr.Limits;

/// <summary>The settings of section <c>Limits</c>: how much one caller, or all together, can ask of this sidecar.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>How large a request's body, or a call's message with its frame, may be, in bytes.</summary>
    public int RequestBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a request may take, the wait for its turn included.</summary>
    public TimeSpan RequestTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many attestations and releases run at once.</summary>
    public int Concurrent { get; set; } = 16;

    /// <summary>How many more wait for their turn.</summary>
    public int Queued { get; set; } = 64;
}
