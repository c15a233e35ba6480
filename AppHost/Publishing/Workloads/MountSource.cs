namespace CcDemo.AppHost;

/// <summary>Where the content of a mount comes from.</summary>
internal abstract record MountSource
{
    /// <summary>A ConfigMap: one file for each key.</summary>
    public sealed record ConfigMap(string Name) : MountSource;

    /// <summary>A Secret: one file for each key. Its content is no part of the measurement.</summary>
    public sealed record Secret(string Name) : MountSource;

    /// <summary>A file of the host, which a confidential guest takes from its own image.</summary>
    public sealed record HostFile(string Path) : MountSource;
}
