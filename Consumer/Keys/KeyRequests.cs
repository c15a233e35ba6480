using System.Diagnostics;
using System.Threading.Channels;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Keys;

/// <summary>
/// Which keys the messages on the board wait for. A message's <c>kid</c> is not authenticated, so only versions of the
/// configured key are asked for, a version that was refused is not asked for again for a while, and both lists are bounded.
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
    private readonly Dictionary<string, long> _refused = [];
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
    public void Refuse(string keyId)
    {
        lock (_gate)
        {
            _wanted.Remove(keyId);
            _refused[keyId] = time.GetTimestamp();
        }
    }

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

        if (_refused.TryGetValue(keyId, out var at))
        {
            if (time.GetElapsedTime(at) < RefusalHolds)
            {
                return false;
            }

            _refused.Remove(keyId);
        }

        return _refused.Count < MostRefused;
    }
}
