using System.Diagnostics;
using System.Threading.Channels;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Keys;

/// <summary>
/// Which keys the messages on the board wait for. A message's <c>kid</c> is not authenticated, so only versions of the
/// configured key are asked for, a version that was refused is not asked for again for a while, and both lists are bounded:
/// who invents versions drives out his own inventions.
/// Thread-safe.
/// </summary>
internal sealed class KeyRequests(IOptions<ConsumerOptions> options, TimeProvider time)
{
    private const int MostWanted = 16;
    private const int MostRefused = 256;

    private static readonly TimeSpan RefusalHolds = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly KeyName? _key = KeyName.TryParse(options.Value.KeyId, out var key) ? key : null;
    private readonly HashSet<string> _wanted = [];
    private readonly Dictionary<string, Refusal> _refused = [];
    private readonly Queue<Refusal> _oldestRefusalFirst = new();
    private readonly ChangeSignal _answers = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ActivityContext _newest;

    /// <summary>The key that is configured; null when none is to be held.</summary>
    public KeyName? Configured => _key;

    /// <summary>The span of the message that waited last.</summary>
    public ActivityContext Newest
    {
        get
        {
            lock (_gate)
            {
                return _newest;
            }
        }
    }

    /// <summary>Says that a message waits for a key.</summary>
    /// <param name="keyId">The <c>kid</c> it names; null when it names none.</param>
    /// <param name="trace">The span of that message; default to leave the last one.</param>
    public void Want(string? keyId, ActivityContext trace)
    {
        lock (_gate)
        {
            if (trace != default)
            {
                _newest = trace;
            }

            if (keyId is not null && _wanted.Count < MostWanted && IsAskedFor(keyId))
            {
                _wanted.Add(keyId);
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Whether a key of this id may yet be released.</summary>
    public bool MayStillCome(string? keyId)
    {
        lock (_gate)
        {
            return keyId is not null && IsAskedFor(keyId);
        }
    }

    /// <summary>Remembers that the vault does not release this version.</summary>
    public void Refuse(string keyId, string reason)
    {
        lock (_gate)
        {
            _wanted.Remove(keyId);
            var refusal = new Refusal(keyId, reason, time.GetTimestamp());
            _refused[keyId] = refusal;
            _oldestRefusalFirst.Enqueue(refusal);
            while (_oldestRefusalFirst.Count > MostRefused)
            {
                Forget(_oldestRefusalFirst.Dequeue());
            }
        }
    }

    /// <summary>Why a key was refused; null when it was not, or not of late.</summary>
    public string? RefusalOf(string keyId)
    {
        lock (_gate)
        {
            return _refused.GetValueOrDefault(keyId)?.Reason;
        }
    }

    /// <summary>Ends when a key is released or refused after this call.</summary>
    public Task NextAnswerAsync() => _answers.NextAsync();

    /// <summary>Says that a key was released or refused.</summary>
    public void Answer() => _answers.Raise();

    /// <summary>The ids that are waited for; they are not given twice.</summary>
    public IReadOnlyList<string> TakeWanted()
    {
        lock (_gate)
        {
            var wanted = _wanted.ToList();
            _wanted.Clear();
            return wanted;
        }
    }

    /// <summary>What to ask for first: the version that messages name where none is configured, then the configured key.</summary>
    public IReadOnlyList<string> FirstCandidates()
    {
        lock (_gate)
        {
            var configured = $"{_key}";
            return _key is { Version: null } && _wanted.FirstOrDefault(IsAskedFor) is { } named && named != configured ? [named, configured] : [configured];
        }
    }

    /// <summary>Ends when a message waits.</summary>
    public async Task NextAsync(CancellationToken ct) => await _signal.Reader.ReadAsync(ct);

    private bool IsAskedFor(string keyId)
    {
        if (_key is null || !KeyName.TryParse(keyId, out var named) || named.Name != _key.Name)
        {
            return false;
        }

        if (_refused.GetValueOrDefault(keyId) is not { } refusal)
        {
            return true;
        }

        if (time.GetElapsedTime(refusal.At) < RefusalHolds)
        {
            return false;
        }

        Forget(refusal);
        return true;
    }

    /// <summary>Unless it was refused again since.</summary>
    private void Forget(Refusal refusal)
    {
        if (ReferenceEquals(_refused.GetValueOrDefault(refusal.KeyId), refusal))
        {
            _refused.Remove(refusal.KeyId);
        }
    }

    private sealed record Refusal(string KeyId, string Reason, long At);
}
