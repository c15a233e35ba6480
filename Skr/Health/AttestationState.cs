using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Health;

/// <summary>How the last attestation ended.</summary>
internal sealed class AttestationState(TimeProvider time)
{
    private volatile LastAttestation? _last;

    /// <summary>Called when a provider has said no to this guest; not when it was merely out of reach.</summary>
    public event Action<ServiceEndpoint>? Refused;

    /// <summary>The last attestation; null when there was none yet.</summary>
    public LastAttestation? Last => _last;

    public void Accept(ServiceEndpoint provider) => _last = new LastAttestation(time.GetUtcNow(), provider.Authority, Problem: null);

    public void Refuse(ServiceEndpoint provider, RefusalException refusal)
    {
        _last = new LastAttestation(time.GetUtcNow(), provider.Authority, refusal.Message);
        if (!refusal.IsOutage)
        {
            Refused?.Invoke(provider);
        }
    }
}
