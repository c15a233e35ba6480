namespace CcDemo.AppHost;

/// <summary>What a container may use at most, in Kubernetes' quantities. The memory of a confidential guest is sized by it.</summary>
/// <param name="Cpu">Processor time, such as <c>500m</c>.</param>
/// <param name="Memory">Memory, such as <c>512Mi</c>.</param>
internal sealed record ContainerLimits(string Cpu, string Memory)
{
    /// <summary>Enough for a service on .NET.</summary>
    public static ContainerLimits Service { get; } = new("500m", "512Mi");

    /// <summary>Enough for the sidecar, a native binary.</summary>
    public static ContainerLimits Sidecar { get; } = new("250m", "256Mi");
}
