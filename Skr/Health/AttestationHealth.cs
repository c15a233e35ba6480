using CcDemo.Skr.Hardware;

namespace CcDemo.Skr.Health;

/// <summary>
/// What <c>/health</c> says of attestation. It is never "unhealthy": a provider that is down, or that refuses this guest,
/// is no reason to take the pod's other containers out of service; "degraded" says it, and the text says why.
/// </summary>
internal sealed class AttestationHealth(AttestationState state, ISnpDevice device)
{
    public const string Healthy = "Healthy";
    private const string Degraded = "Degraded";

    /// <summary>The state in the first line, its reason in the second.</summary>
    public string Text
    {
        get
        {
            var (status, reason) = (device.Name, state.Last) switch
            {
                (null, _) => (Degraded, "this is not an SEV-SNP guest, so nothing can be attested."),
                (var name, null) => (Healthy, $"nothing was attested yet; reports come from {name}."),
                (var name, { Problem: null } last) => (Healthy, $"attested by {last.Provider} at {last.Time:yyyy-MM-dd HH:mm:ss} UTC; reports come from {name}."),
                (_, { } last) => (Degraded, $"not attested with {last.Provider} at {last.Time:yyyy-MM-dd HH:mm:ss} UTC: {last.Problem}"),
            };
            return $"{status}\nattestation: {reason}";
        }
    }
}
