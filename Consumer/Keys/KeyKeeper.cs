using System.Text.Json;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using CcDemo.MessageEncryption;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Keys;

/// <summary>Gets the key that the messages are sealed for, asks again while it is refused, and fetches further versions when messages name them.</summary>
internal sealed partial class KeyKeeper(
    KeyReleases releases, KeyRecheck recheck, SkrClient skr, KeyRequests requests, MessageKeyring keys, MessageIntake intake, AttestationStatus status,
    IOptions<ConsumerOptions> options, TimeProvider time, Random random, ILogger<KeyKeeper> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (requests.Configured is null)
        {
            Log.NoKey(logger);
            return;
        }

        // The release belongs into the trace of the message that needs it; an empty topic does not hold it up for long.
        await MessageWaitsAsync(options.Value.WaitForMessage, stoppingToken);
        while (true)
        {
            for (var attempt = 0; !await TryFirstAsync(stoppingToken); attempt++)
            {
                await Task.Delay(Backoff.Delay(options.Value.RetryAfter, attempt, random), time, stoppingToken);
            }

            await WhileHeldAsync(stoppingToken);
        }
    }

    /// <summary>False when no message waited for a key within the time.</summary>
    private async Task<bool> MessageWaitsAsync(TimeSpan patience, CancellationToken ct)
    {
        using var end = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, end.Token);
        try
        {
            await requests.NextAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> TryFirstAsync(CancellationToken ct)
    {
        var refusedVersions = new List<(string KeyId, string Reason)>();
        foreach (var keyId in requests.FirstCandidates())
        {
            status.Attesting(keyId);
            switch (await releases.AskAsync(keyId, ct))
            {
                case ReleaseOutcome.Released released:
                    keys.Add(keyId, released.Key);
                    // Only now is it known that the version was the reason, and not this pod.
                    refusedVersions.ForEach(refused => Refuse(refused.KeyId, refused.Reason));
                    status.Released(keyId, released.Policy);
                    intake.Retry();
                    requests.Answer();
                    await ReadClaimsAsync(ct);
                    return true;
                case ReleaseOutcome.Refused refused when keyId != $"{requests.Configured}":
                    refusedVersions.Add((keyId, refused.Reason));
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

    /// <summary>
    /// Fetches the versions that messages name, and looks from time to time whether the keys that are held would still be
    /// released; ends when none is left.
    /// </summary>
    private async Task WhileHeldAsync(CancellationToken ct)
    {
        var failures = 0;
        var checkedAt = time.GetTimestamp();
        while (!keys.IsEmpty)
        {
            if (await MessageWaitsAsync(UntilRecheck(checkedAt), ct))
            {
                var unanswered = await TryVersionsAsync(ct);
                intake.Retry();
                requests.Answer();
                failures = unanswered.Unavailable ? failures + 1 : 0;
                if (unanswered.Unavailable || unanswered.Refused)
                {
                    // Whoever invents versions does not keep the vault busy.
                    await Task.Delay(Backoff.Delay(options.Value.RetryAfter, Math.Max(0, failures - 1), random), time, ct);
                }
            }

            if (UntilRecheck(checkedAt) == TimeSpan.Zero)
            {
                await recheck.RunAsync(ct);
                checkedAt = time.GetTimestamp();
            }
        }
    }

    private TimeSpan UntilRecheck(long checkedAt)
    {
        var (every, passed) = (options.Value.KeyRecheck, time.GetElapsedTime(checkedAt));
        return every == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : passed < every ? every - passed : TimeSpan.Zero;
    }

    /// <summary>Asks for each version that messages name; where somebody could not be reached, the messages ask again.</summary>
    private async Task<(bool Refused, bool Unavailable)> TryVersionsAsync(CancellationToken ct)
    {
        var (anyRefused, anyUnavailable) = (false, false);
        foreach (var keyId in requests.TakeWanted().Where(keyId => !keys.Contains(keyId)))
        {
            switch (await releases.AskAsync(keyId, ct))
            {
                case ReleaseOutcome.Released released:
                    keys.Add(keyId, released.Key);
                    status.Holds(keyId);
                    break;
                case ReleaseOutcome.Refused refused:
                    Refuse(keyId, refused.Reason);
                    anyRefused = true;
                    break;
                default:
                    anyUnavailable = true;
                    break;
            }
        }

        return (anyRefused, anyUnavailable);
    }

    /// <summary>A version that the vault does not know may be anybody's invention; one that it has disabled is worth showing.</summary>
    private void Refuse(string keyId, string reason)
    {
        requests.Refuse(keyId, reason);
        if (KeyRefusalText.IsRevocation(reason))
        {
            status.Dropped(keyId, reason);
        }
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
    }
}
