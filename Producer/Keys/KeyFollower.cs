using System.Threading.Channels;
using CcDemo.KafkaClient;
using CcDemo.Producer.Sending;
using CcDemo.Producer.Settings;
using CcDemo.Producer.Telemetry;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CcDemo.Producer.Keys;

/// <summary>
/// Reads the public key before anything is sent, and from then on whenever it may have changed: at the source's interval, and
/// when the settings do. What cannot be used leaves the key as it is.
/// </summary>
internal sealed partial class KeyFollower(
    IConfiguration configuration, IOptions<ProducerOptions> options, IValidateOptions<ProducerOptions> validator, KeySources sources, RotatingSealer sealer,
    KeyHealth health, ProducerTelemetry telemetry, TimeProvider time, ILogger<KeyFollower> logger) : BackgroundService, IHostedLifecycleService
{
    private const string HalfOfAChange =
        "changed by half: public key and key id have to change together. Put both into one file, as a JSON Web Key with its 'kid', or change the other half too.";

    private readonly Channel<bool> _settingsChanged = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ThrottledReport _warnings = new(options.Value.KeyRefresh, time);
    private ProducerOptions _options = options.Value;
    private KeySourceSettings? _settings;
    private IKeySource? _source;
    private string? _problemOfSettings;

    /// <summary>Reads the first key.</summary>
    /// <exception cref="OptionsValidationException">There is none that can be used; with a sentence.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await LookAsync(cancellationToken) is { } problem)
        {
            throw new OptionsValidationException(ProducerOptions.Section, typeof(ProducerOptions), [problem]);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        base.Dispose();
        _source?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = ChangeToken.OnChange(configuration.GetReloadToken, () => _settingsChanged.Writer.TryWrite(true));
        try
        {
            while (true)
            {
                await RestAsync(stoppingToken);
                if (_settingsChanged.Reader.TryRead(out _))
                {
                    _problemOfSettings = ReadSettings();
                }

                var problem = await LookAsync(stoppingToken);
                Report(_problemOfSettings ?? problem);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that is disposed without being stopped takes this for a failure, and logs it as one, if it is not caught here.
        }
    }

    private async Task RestAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await Task.WhenAny(Task.Delay(_source!.Interval, time, end.Token), _settingsChanged.Reader.WaitToReadAsync(end.Token).AsTask());
        }
        finally
        {
            await end.CancelAsync();
        }

        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Takes the settings over; a sentence when they cannot be used.</summary>
    private string? ReadSettings()
    {
        try
        {
            var fresh = configuration.GetSection(ProducerOptions.Section).Get<ProducerOptions>() ?? new ProducerOptions();
            var verdict = validator.Validate(null, fresh);
            if (verdict.Failed)
            {
                return $"The settings changed, but cannot be used: {verdict.FailureMessage}";
            }

            _options = fresh;
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"The settings changed, but cannot be used: {e.Message}";
        }
    }

    /// <summary>Reads the source and seals with what it gives; a sentence when that is no key to seal with.</summary>
    private async Task<string?> LookAsync(CancellationToken ct)
    {
        var source = Choose();
        var reading = await source.ReadAsync(ct);
        if (reading is KeyReading.Found found && sealer.TryUse(SealingKey.Of(_options, found.Key), out var isNew))
        {
            telemetry.KeyRead(isNew ? "new" : "same");
            return null;
        }

        telemetry.KeyRead("failed");
        return $"{source.Name} {(reading as KeyReading.Failed)?.Problem ?? HalfOfAChange}";
    }

    /// <summary>The source of the settings; one that has not changed keeps what it remembers.</summary>
    private IKeySource Choose()
    {
        var wanted = KeySourceSettings.Of(_options);
        if (_source is null || wanted != _settings)
        {
            _source?.Dispose();
            (_settings, _source) = (wanted, sources.Create(wanted));
        }

        return _source;
    }

    /// <summary>Says what is wrong once, and again after <c>Producer:KeyRefresh</c> while it lasts.</summary>
    private void Report(string? problem)
    {
        var isNews = problem != health.Problem;
        health.Problem = problem;
        if (problem is not null && _warnings.Count(atOnce: isNews) > 0)
        {
            Log.NotUsable(logger, problem, sealer.KeyId ?? "(none)");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Problem} Messages are sealed as before, for the key {KeyId}.")]
        public static partial void NotUsable(ILogger logger, string problem, string keyId);
    }
}
