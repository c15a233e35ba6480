using System.Diagnostics.CodeAnalysis;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Health;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>
/// Released keys that may be answered with again: bounded in number and age, dropped when a provider says no to this
/// guest. A release with a caller's own token is never kept: whether that token still holds is for the vault to say.
/// </summary>
internal sealed class ReleasedKeyCache : IDisposable
{
    private readonly Dictionary<(string Provider, string Vault, string Key), CachedKey> _keys = [];
    private readonly Lock _lock = new();
    private readonly ReleaseOptions _options;
    private readonly AttestationState _state;
    private readonly SkrTelemetry _telemetry;
    private readonly TimeProvider _time;

    public ReleasedKeyCache(IOptions<ReleaseOptions> options, AttestationState state, SkrTelemetry telemetry, TimeProvider time)
    {
        _options = options.Value;
        _state = state;
        _telemetry = telemetry;
        _time = time;
        state.Refused += DropAttestedBy;
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count;
            }
        }
    }

    /// <summary>A copy of a key that was released not too long ago, and the guest that it was released to.</summary>
    public bool TryFind(ReleaseRequest request, [NotNullWhen(true)] out PrivateJwk? key, [NotNullWhen(true)] out GuestMeasurement? measurement)
    {
        lock (_lock)
        {
            if (request.AccessToken is null && _keys.TryGetValue(NameOf(request), out var cached) && AgeOf(cached) < _options.CacheAge)
            {
                cached.IsUsed = true;
                (key, measurement) = (cached.Key.Copy(), cached.Measurement);
                _telemetry.CachedKey("used");
                return true;
            }
        }

        (key, measurement) = (null, null);
        return false;
    }

    /// <summary>Keeps a copy of a released key, if keys are kept at all.</summary>
    public void Keep(ReleaseRequest request, PrivateJwk key, GuestMeasurement measurement)
    {
        if (_options.CacheAge == TimeSpan.Zero || request.AccessToken is not null)
        {
            return;
        }

        lock (_lock)
        {
            Remove(NameOf(request));
            while (_keys.Count >= _options.CacheSize)
            {
                Remove(_keys.MinBy(entry => entry.Value.ReleasedAt).Key);
            }

            _keys[NameOf(request)] = new CachedKey(request, key.Copy(), measurement, _time.GetUtcNow());
        }
    }

    /// <summary>Drops a key that would not be released again.</summary>
    public void Drop(ReleaseRequest request)
    {
        lock (_lock)
        {
            if (Remove(NameOf(request)))
            {
                _telemetry.CachedKey("dropped");
            }
        }
    }

    /// <summary>Clears the keys that are too old, and names those that are to be released anew.</summary>
    public IReadOnlyList<ReleaseRequest> Sweep()
    {
        lock (_lock)
        {
            foreach (var (name, _) in _keys.Where(entry => AgeOf(entry.Value) >= _options.CacheAge).ToList())
            {
                Remove(name);
                _telemetry.CachedKey("expired");
            }

            return [.. _keys.Values.Where(cached => cached.IsUsed && AgeOf(cached) >= _options.CacheAge / 2).Select(cached => cached.Request)];
        }
    }

    public void Dispose()
    {
        _state.Refused -= DropAttestedBy;
        lock (_lock)
        {
            foreach (var name in _keys.Keys.ToList())
            {
                Remove(name);
            }
        }
    }

    private void DropAttestedBy(ServiceEndpoint provider)
    {
        lock (_lock)
        {
            foreach (var name in _keys.Keys.Where(name => name.Provider == provider.Authority).ToList())
            {
                Remove(name);
                _telemetry.CachedKey("dropped");
            }
        }
    }

    private bool Remove((string Provider, string Vault, string Key) name)
    {
        if (!_keys.Remove(name, out var cached))
        {
            return false;
        }

        cached.Dispose();
        return true;
    }

    private TimeSpan AgeOf(CachedKey cached) => _time.GetUtcNow() - cached.ReleasedAt;

    private static (string Provider, string Vault, string Key) NameOf(ReleaseRequest request)
        => (request.Provider.Authority, request.Vault.Authority, request.Key.ToString());
}
