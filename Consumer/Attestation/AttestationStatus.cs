using CcDemo.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Attestation;

/// <summary>How this consumer stands with its key, for everybody to see. Thread-safe.</summary>
internal sealed class AttestationStatus
{
    private const string NoKey =
        "This consumer holds no key: none is named for it (SkrClientKID), and no SKR sidecar attests it. It shows what anybody sees who can read the topic.";

    private readonly Lock _gate = new();
    private readonly ChangeSignal _changes;
    private readonly TimeProvider _time;
    private volatile AttestationView _current;

    public AttestationStatus(IOptions<ConsumerOptions> options, ChangeSignal changes, TimeProvider time)
    {
        _changes = changes;
        _time = time;
        var settings = options.Value;
        _current = settings.KeyId.Length == 0
            ? new AttestationView(KeyState.None, NoKey, null, null, null, null, [])
            : new AttestationView(KeyState.Attesting, "The key is asked for as soon as a message arrives.", settings.KeyId, settings.MaaEndpoint, settings.AkvEndpoint, null, []);
    }

    public AttestationView Current => _current;

    /// <summary>The key is being asked for; the reason of a refusal before stays in view until the answer is there.</summary>
    public void Attesting(string keyId) => Change(view => view.State == KeyState.Attesting
        ? view with { KeyId = keyId, Reason = "The pod is being attested." }
        : view);

    public void Released(string keyId) => Change(view => view with { State = KeyState.Released, Reason = null, KeyId = keyId, CheckedAt = _time.GetUtcNow() });

    /// <summary>True when that is news.</summary>
    public bool Refused(string keyId, string reason)
    {
        var before = _current;
        Change(view => view with { State = KeyState.Refused, Reason = reason, KeyId = keyId, CheckedAt = _time.GetUtcNow() });
        return before.State != KeyState.Refused || before.Reason != reason;
    }

    public void Unavailable(string keyId, string reason)
        => Change(view => view with { State = KeyState.Unavailable, Reason = reason, KeyId = keyId, CheckedAt = _time.GetUtcNow() });

    public void Attested(MaaToken token) => Change(view => view with { Claims = ClaimMeanings.Explain(token) });

    private void Change(Func<AttestationView, AttestationView> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }

        _changes.Raise();
    }
}
