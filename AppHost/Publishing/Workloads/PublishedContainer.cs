namespace CcDemo.AppHost;

/// <summary>A project of the model as a container of a pod.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Image">The image with its tag, and its digest once it is known.</param>
/// <param name="Environment">The variables, sorted by name.</param>
/// <param name="Mounts">What it sees that is not in its image.</param>
/// <param name="HttpPort">The port it serves to others; null for one that is reached from inside its pod only.</param>
/// <param name="User">The user id it runs as.</param>
/// <param name="Limits">What it may use at most.</param>
internal sealed record PublishedContainer(
    string Name,
    string Image,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<MountAnnotation> Mounts,
    int? HttpPort,
    int User,
    ContainerLimits Limits);
