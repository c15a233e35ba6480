namespace CcDemo.AppHost;

/// <summary>
/// A pod whose guest is measured: the description of what runs in it is hashed, and the hash stands in the hardware report
/// of the guest. A local run registers the guest with the emulated host before anything in the pod starts.
/// </summary>
internal sealed class ConfidentialPodResource(string name, ProjectResource workload, ProjectResource sidecar, PodPolicy policy)
    : Resource(name), IResourceWithWaitSupport
{
    private readonly TaskCompletionSource<GuestRegistration> _guest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProjectResource Workload { get; } = workload;

    public ProjectResource Sidecar { get; } = sidecar;

    public PodPolicy Policy { get; } = policy;

    /// <summary>A value of the guest: pending until the guest is registered.</summary>
    public GuestValue Guest(string valueName, Func<GuestRegistration, string> value) => new(this, valueName, value);

    internal void Succeed(GuestRegistration guest) => _guest.TrySetResult(guest);

    internal void Fail(Exception error) => _guest.TrySetException(error);

    /// <summary>A value that exists once the guest is registered.</summary>
    internal sealed class GuestValue(ConfidentialPodResource pod, string valueName, Func<GuestRegistration, string> value)
        : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{pod.Name}.{valueName}}}";

        public async ValueTask<string?> GetValueAsync(CancellationToken ct = default) => value(await pod._guest.Task.WaitAsync(ct));
    }
}
