namespace CcDemo.Skr.Release;

/// <summary>The settings of section <c>Release</c>: what is done ahead of time, and what is kept.</summary>
internal sealed class ReleaseOptions
{
    public const string Section = "Release";
    public const int MaxPreparedKeys = 64;
    public const int MaxCacheSize = 1000;
    public static readonly TimeSpan MaxCacheAge = TimeSpan.FromDays(1);

    /// <summary>How many wrapping keys are made ahead of time in any case; 0 to make each when it is needed.</summary>
    public int PreparedKeys { get; set; } = 2;

    /// <summary>How many are made ahead of time at most: as many as were used within the last minute.</summary>
    public int MostPreparedKeys { get; set; } = 16;

    /// <summary>
    /// For how long a released key may be answered with again; zero, as it is unless set, for not at all. Half way the
    /// guest is attested and the key released anew, in the background, if it was asked for since.
    /// </summary>
    public TimeSpan CacheAge { get; set; } = TimeSpan.Zero;

    /// <summary>How many released keys are kept at most; the oldest goes first.</summary>
    public int CacheSize { get; set; } = 16;
}
