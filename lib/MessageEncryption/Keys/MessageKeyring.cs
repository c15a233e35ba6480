using System.Collections.Immutable;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>The private keys that messages can be opened with, by their <c>kid</c>; several versions at once. Thread-safe.</summary>
public sealed class MessageKeyring : IDisposable
{
    private readonly Lock _gate = new();
    private ImmutableArray<KeyValuePair<string, RSA>> _keys = [];
    private bool _disposed;

    /// <summary>The ids of the keys that are held, newest last.</summary>
    public IReadOnlyList<string> KeyIds => [.. Snapshot().Select(key => key.Key)];

    /// <summary>Whether no key is held.</summary>
    public bool IsEmpty => Snapshot().IsEmpty;

    /// <summary>Whether the key of this id is held.</summary>
    public bool Contains(string keyId) => Find(keyId) is not null;

    /// <summary>Takes over a private key under its id; the keyring disposes it. A key that is held already stays, and the other is disposed.</summary>
    /// <exception cref="ArgumentException">The key is smaller than 2048 bits.</exception>
    public void Add(string keyId, RSA privateKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        RsaKeyRules.Check(privateKey, nameof(privateKey));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_keys.Any(key => key.Key == keyId))
            {
                privateKey.Dispose();
                return;
            }

            _keys = _keys.Add(new(keyId, privateKey));
        }
    }

    /// <summary>Disposes a key that may no longer be used; false when it is not held. What was unwrapped with it is the opener's to forget.</summary>
    public bool Remove(string keyId)
    {
        lock (_gate)
        {
            var removed = _keys.Where(key => key.Key == keyId).ToList();
            _keys = _keys.RemoveRange(removed);
            removed.ForEach(key => key.Value.Dispose());
            return removed.Count > 0;
        }
    }

    /// <summary>Disposes every key.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var key in _keys)
            {
                key.Value.Dispose();
            }

            _keys = [];
        }
    }

    internal RSA? Find(string keyId)
    {
        foreach (var key in Snapshot())
        {
            if (key.Key == keyId)
            {
                return key.Value;
            }
        }

        return null;
    }

    /// <summary>The keys, newest first.</summary>
    internal IEnumerable<RSA> NewestFirst() => Snapshot().Reverse().Select(key => key.Value);

    private ImmutableArray<KeyValuePair<string, RSA>> Snapshot()
    {
        lock (_gate)
        {
            return _keys;
        }
    }
}
