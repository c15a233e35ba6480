using CcDemo.Skr.Audit;

namespace CcDemo.Skr.Release;

/// <summary>A released key that is kept; its memory is cleared when it is disposed.</summary>
internal sealed class CachedKey(ReleaseRequest request, PrivateJwk key, GuestMeasurement measurement, DateTimeOffset releasedAt) : IDisposable
{
    public ReleaseRequest Request => request;

    public PrivateJwk Key => key;

    /// <summary>The guest that it was released to.</summary>
    public GuestMeasurement Measurement => measurement;

    public DateTimeOffset ReleasedAt => releasedAt;

    /// <summary>Whether it was asked for since it was released.</summary>
    public bool IsUsed { get; set; }

    public void Dispose() => key.Dispose();
}
