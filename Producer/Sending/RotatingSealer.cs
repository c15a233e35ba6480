using CcDemo.MessageEncryption;
using CcDemo.Producer.Settings;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CcDemo.Producer.Sending;

/// <summary>
/// Seals with the public key of the settings, and with the new one when they change while the program runs.
/// Settings that could not be used leave the key as it is. Thread-safe.
/// </summary>
internal sealed partial class RotatingSealer : IMessageSealer
{
    private readonly Lock _gate = new();
    private readonly IConfiguration _configuration;
    private readonly IValidateOptions<ProducerOptions> _validator;
    private readonly TimeProvider _time;
    private readonly ILogger<RotatingSealer> _logger;
    private readonly IDisposable _changes;
    private SealingKey _key;
    private IMessageSealer _current;

    public RotatingSealer(
        IConfiguration configuration, IOptions<ProducerOptions> options, IValidateOptions<ProducerOptions> validator, TimeProvider time, ILogger<RotatingSealer> logger)
    {
        (_configuration, _validator, _time, _logger) = (configuration, validator, time, logger);
        _key = SealingKey.Of(options.Value);
        _current = _key.CreateSealer(time);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public MessageFormat Format => Current.Format;

    public int MaxTextBytes => Current.MaxTextBytes;

    private IMessageSealer Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    public SealedMessage Seal(string text, byte[]? messageKey = null)
    {
        lock (_gate)
        {
            return _current.Seal(text, messageKey);
        }
    }

    public SealedMessage Seal(ReadOnlySpan<byte> content, byte[]? messageKey = null)
    {
        lock (_gate)
        {
            return _current.Seal(content, messageKey);
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        Current.Dispose();
    }

    private void Reload()
    {
        try
        {
            var options = _configuration.GetSection(ProducerOptions.Section).Get<ProducerOptions>() ?? new ProducerOptions();
            var checkedOptions = _validator.Validate(null, options);
            if (checkedOptions.Failed)
            {
                Log.NotUsable(_logger, checkedOptions.FailureMessage);
                return;
            }

            Use(SealingKey.Of(options));
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or ArgumentException)
        {
            Log.NotUsable(_logger, e.Message);
        }
    }

    private void Use(SealingKey key)
    {
        lock (_gate)
        {
            if (key == _key)
            {
                return;
            }

            if (key.IsHalfOfAChangeFrom(_key))
            {
                Log.NotUsable(_logger, "Public key and key id have to change together.");
                return;
            }

            var fresh = key.CreateSealer(_time);
            _current.Dispose();
            (_key, _current) = (key, fresh);
        }

        Log.Rotated(_logger, key.KeyId);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Messages are sealed for the key {KeyId} from now on.")]
        public static partial void Rotated(ILogger logger, string keyId);

        [LoggerMessage(LogLevel.Warning, "The settings changed, but cannot be used; messages are sealed as before. {Reason}")]
        public static partial void NotUsable(ILogger logger, string reason);
    }
}
