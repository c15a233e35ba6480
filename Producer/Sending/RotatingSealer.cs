using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Sending;

/// <summary>
/// Seals with the public key that it was given last, and with a content key of its own for each. Messages before and after a
/// change keep their order. Thread-safe.
/// </summary>
internal sealed partial class RotatingSealer(TimeProvider time, ILogger<RotatingSealer> logger) : IMessageSealer
{
    private readonly Lock _gate = new();
    private SealingKey? _key;
    private IMessageSealer? _current;

    public MessageFormat Format => Current.Format;

    public int MaxTextBytes => Current.MaxTextBytes;

    /// <summary>The <c>kid</c> of the key in use; null before the first.</summary>
    public string? KeyId
    {
        get
        {
            lock (_gate)
            {
                return _key?.KeyId;
            }
        }
    }

    private IMessageSealer Current
    {
        get
        {
            lock (_gate)
            {
                return _current ?? throw new InvalidOperationException("There is no public key to seal with yet.");
            }
        }
    }

    /// <summary>Goes over to a key, unless it is in use already.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isNew">Whether it was not in use.</param>
    /// <returns>False when it is half of a change (<see cref="SealingKey.IsHalfOfAChangeFrom"/>); then all stays as it was.</returns>
    public bool TryUse(SealingKey key, out bool isNew)
    {
        lock (_gate)
        {
            isNew = key != _key;
            if (!isNew)
            {
                return true;
            }

            if (_key is not null && key.IsHalfOfAChangeFrom(_key))
            {
                return false;
            }

            var fresh = key.CreateSealer(time);
            _current?.Dispose();
            (_key, _current) = (key, fresh);
        }

        Log.Using(logger, key.KeyId);
        return true;
    }

    public SealedMessage Seal(string text, byte[]? messageKey = null)
    {
        lock (_gate)
        {
            return Current.Seal(text, messageKey);
        }
    }

    public SealedMessage Seal(ReadOnlySpan<byte> content, byte[]? messageKey = null)
    {
        lock (_gate)
        {
            return Current.Seal(content, messageKey);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _current?.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Messages are sealed for the key {KeyId} from now on.")]
        public static partial void Using(ILogger logger, string keyId);
    }
}
