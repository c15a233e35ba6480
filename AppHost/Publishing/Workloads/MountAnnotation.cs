namespace CcDemo.AppHost;

/// <summary>The published container sees a file or folder that is not in its image. Read-only.</summary>
/// <param name="Name">The volume's name.</param>
/// <param name="Path">The path in the container.</param>
/// <param name="Source">Where the content comes from.</param>
internal sealed record MountAnnotation(string Name, string Path, MountSource Source) : IResourceAnnotation;
