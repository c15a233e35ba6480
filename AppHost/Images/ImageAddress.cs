namespace CcDemo.AppHost;

/// <summary>The address of an image in the parts that the SDK's container support asks for.</summary>
/// <param name="Registry">The registry's host, perhaps with a port.</param>
/// <param name="Repository">The path in it.</param>
/// <param name="Tag">The tag.</param>
internal sealed record ImageAddress(string Registry, string Repository, string Tag)
{
    /// <summary>The address of a program's image.</summary>
    public static ImageAddress Of(DeploymentSettings settings, string program)
    {
        var slash = settings.Registry.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new ImageAddress(settings.Registry, program, settings.ImageTag)
            : new ImageAddress(settings.Registry[..slash], $"{settings.Registry[(slash + 1)..]}/{program}", settings.ImageTag);
    }

    public override string ToString() => $"{Registry}/{Repository}:{Tag}";
}
