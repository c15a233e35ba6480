namespace CcDemo.AppHost;

/// <summary>The resource runs in this confidential pod.</summary>
internal sealed class ConfidentialPodAnnotation(ConfidentialPodResource pod) : IResourceAnnotation
{
    public ConfidentialPodResource Pod { get; } = pod;
}
