namespace CcDemo.AppHost;

/// <summary>The resource is the same program as <see cref="Attested"/> without the confidential pod, to show the difference.</summary>
internal sealed class CounterProofAnnotation(ProjectResource attested) : IResourceAnnotation
{
    public ProjectResource Attested { get; } = attested;
}
