using System.Diagnostics;
using System.Text.Json;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.Consumer.Telemetry;
using CcDemo.MessageEncryption;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Keys;

/// <summary>Gets the key that the messages are sealed for, asks again while it is refused, and fetches further versions when messages name them.</summary>
internal sealed partial class KeyKeeper(
    SkrClient skr, KeyRequests requests, MessageKeyring keys, MessageIntake intake, AttestationStatus status,
    ConsumerTelemetry telemetry, IOptions<ConsumerOptions> options, TimeProvider time, Random random, ILogger<KeyKeeper> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (requests.Configured is null)
        {
            Log.NoKey(logger);
            return;
        }

        await WaitForMessageAsync(stoppingToken);
        for (var attempt = 0; !await TryFirstAsync(stoppingToken); attempt++)
        {
            await Task.Delay(Backoff.Delay(options.Value.RetryAfter, attempt, random), time, stoppingToken);
        }

        for (var failures = 0; ;)
        {
            await requests.NextAsync(stoppingToken);
            failures = await TryVersionsAsync(stoppingToken) ? 0 : failures + 1;
            await intake.RetryAsync(stoppingToken);
            if (failures > 0)
            {
                await Task.Delay(Backoff.Delay(options.Value.RetryAfter, failures - 1, random), time, stoppingToken);
            }
        }
    }

    /// <summary>The release belongs into the trace of the message that needs it; an empty topic does not hold it up for long.</summary>
    private async Task WaitForMessageAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(options.Value.WaitForMessage, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await requests.NextAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // No message so far.
        }
    }

    private async Task<bool> TryFirstAsync(CancellationToken ct)
    {
        var refusedVersions = new List<string>();
        foreach (var keyId in requests.FirstCandidates())
        {
            using var activity = telemetry.StartRelease(keyId, requests.Newest);
            status.Attesting(keyId);
            switch (await AskAsync(keyId, activity, ct))
            {
                case ReleaseOutcome.Released released:
                    keys.Add(keyId, released.Key);
                    // Only now is it known that the version was the reason, and not this pod.
                    refusedVersions.ForEach(requests.Refuse);
                    status.Released(keyId, released.Policy);
                    await intake.RetryAsync(ct);
                    await ReadClaimsAsync(ct);
                    return true;
                case ReleaseOutcome.Refused when keyId != $"{requests.Configured}":
                    refusedVersions.Add(keyId);
                    break;
                case ReleaseOutcome.Refused refused:
                    if (status.Refused(keyId, refused.Reason, refused.Stage))
                    {
                        await ReadClaimsAsync(ct);
                    }

                    return false;
                case ReleaseOutcome.Unavailable unavailable:
                    status.Unavailable(keyId, unavailable.Reason);
                    return false;
            }
        }

        return false;
    }

    /// <summary>False when somebody could not be reached; the messages then ask again.</summary>
    private async Task<bool> TryVersionsAsync(CancellationToken ct)
    {
        var reached = true;
        foreach (var keyId in requests.TakeWanted().Where(keyId => !keys.Contains(keyId)))
        {
            using var activity = telemetry.StartRelease(keyId, requests.Newest);
            switch (await AskAsync(keyId, activity, ct))
            {
                case ReleaseOutcome.Released released:
                    keys.Add(keyId, released.Key);
                    break;
                case ReleaseOutcome.Refused:
                    requests.Refuse(keyId);
                    break;
                default:
                    reached = false;
                    break;
            }
        }

        return reached;
    }

    private async Task<ReleaseOutcome> AskAsync(string keyId, Activity? activity, CancellationToken ct)
    {
        var outcome = await skr.ReleaseAsync(keyId, ct);
        switch (outcome)
        {
            case ReleaseOutcome.Released:
                Log.Released(logger, keyId);
                telemetry.ReleaseAsked("released");
                break;
            case ReleaseOutcome.Refused refused:
                Log.Refused(logger, keyId, refused.Reason);
                activity?.SetStatus(ActivityStatusCode.Error, refused.Reason);
                telemetry.ReleaseAsked("refused");
                break;
            case ReleaseOutcome.Unavailable unavailable:
                Log.Unavailable(logger, keyId, unavailable.Reason);
                activity?.SetStatus(ActivityStatusCode.Error, unavailable.Reason);
                telemetry.ReleaseAsked("unavailable");
                break;
        }

        return outcome;
    }

    /// <summary>A token and a report of its own, only for showing what the attestation provider and the processor say about this pod.</summary>
    private async Task ReadClaimsAsync(CancellationToken ct)
    {
        var runtimeData = JsonSerializer.SerializeToUtf8Bytes(new { client = "CcDemo.Consumer", at = time.GetUtcNow() });
        status.Examined(await skr.AttestAsync(runtimeData, ct), await skr.GetEvidenceAsync(runtimeData, time.GetUtcNow(), ct));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No key is named (SkrClientKID): messages are shown sealed.")]
        public static partial void NoKey(ILogger logger);

        [LoggerMessage(LogLevel.Information, "The key {KeyId} was released.")]
        public static partial void Released(ILogger logger, string keyId);

        [LoggerMessage(LogLevel.Warning, "The key {KeyId} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string keyId, string reason);

        [LoggerMessage(LogLevel.Warning, "The key {KeyId} could not be asked for: {Reason}")]
        public static partial void Unavailable(ILogger logger, string keyId, string reason);
    }
}
