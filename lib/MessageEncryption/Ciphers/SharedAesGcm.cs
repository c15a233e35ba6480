using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>
/// One AES-256-GCM key for many threads at once: a cipher serves one thread at a time, so each thread borrows one, and as many
/// are made as are in use together. The key is cleared once its owner has let go of it and every cipher is back. Thread-safe.
/// </summary>
internal sealed class SharedAesGcm : IDisposable
{
    private readonly byte[] _key;
    private readonly ConcurrentQueue<GcmCipher> _idle = new();
    private GcmCipher? _first;
    private int _holders = 1;
    private int _disposed;

    public SharedAesGcm(ReadOnlySpan<byte> key)
    {
        // Pinned, so that the collector leaves no copies behind.
        _key = GC.AllocateUninitializedArray<byte>(key.Length, pinned: true);
        key.CopyTo(_key);
    }

    /// <summary>A cipher to use and to give back; false when the key is gone already.</summary>
    public bool TryBorrow([NotNullWhen(true)] out GcmCipher? cipher)
    {
        cipher = null;
        if (!TryHold())
        {
            return false;
        }

        try
        {
            cipher = Interlocked.Exchange(ref _first, null) ?? (_idle.TryDequeue(out var other) ? other : new GcmCipher(_key));
            return true;
        }
        finally
        {
            if (cipher is null)
            {
                Release();
            }
        }
    }

    public void GiveBack(GcmCipher cipher)
    {
        if (Interlocked.CompareExchange(ref _first, cipher, null) is not null)
        {
            _idle.Enqueue(cipher);
        }

        Release();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Release();
        }
    }

    private bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
        {
            return;
        }

        CryptographicOperations.ZeroMemory(_key);
        _first?.Dispose();
        while (_idle.TryDequeue(out var cipher))
        {
            cipher.Dispose();
        }
    }
}
