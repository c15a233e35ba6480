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

    private const int MostVersions = 8;

    private readonly Lock _gate = new();
    private readonly ChangeSignal _changes;
    private readonly TimeProvider _time;
    private KeyProof _proof;
    private volatile AttestationView _current;

    public AttestationStatus(IOptions<ConsumerOptions> options, ChangeSignal changes, TimeProvider time)
    {
        _changes = changes;
        _time = time;
        var settings = options.Value;
        _proof = settings.KeyId.Length == 0
            ? new KeyProof(KeyState.None)
            : new KeyProof(KeyState.Attesting, settings.KeyId, settings.MaaEndpoint, settings.AkvEndpoint);
        _current = View(settings.KeyId.Length == 0 ? NoKey : "The key is asked for as soon as a message arrives.", checkedAt: null);
    }

    public AttestationView Current => _current;

    /// <summary>The key is being asked for; the reason of a refusal before stays in view until the answer is there.</summary>
    public void Attesting(string keyId)
    {
        if (_current.State == KeyState.Attesting)
        {
            Change(proof => proof with { KeyId = keyId }, "The pod is being attested.", _current.CheckedAt);
        }
    }

    /// <summary>The key is here.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="policy">The release policy that the vault says it judged by.</param>
    public void Released(string keyId, ReleasePolicy? policy = null)
        => Change(proof => With(proof, new KeyVersionStanding(keyId)) with { State = KeyState.Released, KeyId = keyId, Refusal = null, Policy = policy }, null, _time.GetUtcNow());

    /// <summary>A further version is held.</summary>
    public void Holds(string keyId) => Stands(new KeyVersionStanding(keyId));

    /// <summary>A version is no longer held, or was revoked before it could be.</summary>
    public void Dropped(string keyId, string reason) => Stands(new KeyVersionStanding(keyId, reason));

    /// <summary>True when that is news.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="reason">The sentence of whoever refused.</param>
    /// <param name="stage">Where the sidecar was, by its name for it.</param>
    public bool Refused(string keyId, string reason, string? stage = null)
    {
        var before = _current;
        Change(proof => proof with { State = KeyState.Refused, KeyId = keyId, Refusal = new KeyRefusal(reason, stage) }, reason, _time.GetUtcNow());
        return before.State != KeyState.Refused || before.Reason != reason;
    }

    public void Unavailable(string keyId, string reason)
        => Change(proof => proof with { State = KeyState.Unavailable, KeyId = keyId, Refusal = new KeyRefusal(reason, null) }, reason, _time.GetUtcNow());

    /// <summary>What was found out about this guest, for showing: what was asked of the provider and the processor beside the release.</summary>
    public void Examined(MaaToken? token, GuestEvidence? evidence)
        => Change(proof => proof with { Token = token, Evidence = evidence }, _current.Reason, _current.CheckedAt);

    private void Stands(KeyVersionStanding version) => Change(proof => With(proof, version), _current.Reason, _time.GetUtcNow());

    /// <summary>The latest of them, each once.</summary>
    private static KeyProof With(KeyProof proof, KeyVersionStanding version)
    {
        var others = proof.Versions.IsDefault ? [] : proof.Versions.RemoveAll(other => other.KeyId == version.KeyId);
        return proof with { Versions = [.. others.Skip(Math.Max(0, others.Length + 1 - MostVersions)), version] };
    }

    private void Change(Func<KeyProof, KeyProof> change, string? reason, DateTimeOffset? checkedAt)
    {
        lock (_gate)
        {
            _proof = change(_proof);
            _current = View(reason, checkedAt);
        }

        _changes.Raise();
    }

    private AttestationView View(string? reason, DateTimeOffset? checkedAt) => new(
        _proof.State, reason, _proof.KeyId, _proof.MaaEndpoint, _proof.AkvEndpoint, checkedAt,
        _proof.Token is { } token ? ClaimMeanings.Explain(token) : [], ProofChain.Of(_proof));
}
