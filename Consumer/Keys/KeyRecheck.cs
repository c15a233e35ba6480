using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Keys;

/// <summary>Asks again for the keys that are held; one that is refused, such as a version that was disabled, is dropped, and its messages are sealed again.</summary>
internal sealed partial class KeyRecheck(
    KeyReleases releases, KeyRequests requests, MessageKeyring keys, MessageOpener opener, MessageBoard board, MessageIntake intake,
    AttestationStatus status, ILogger<KeyRecheck> logger)
{
    /// <summary>Ends when every key was asked for. Where nobody can tell, a key stays.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var dropped = false;
        foreach (var keyId in keys.KeyIds)
        {
            // No message waits: its trace must not grow with every check.
            switch (await releases.AskAsync(keyId, trace: default, ct))
            {
                case ReleaseOutcome.Released released when KeyName.TryParse(keyId, out var key) && key.Version is null:
                    // A name alone stands for the newest version, which may be another one by now.
                    keys.Remove(keyId);
                    keys.Add(keyId, released.Key);
                    break;
                case ReleaseOutcome.Released released:
                    released.Key.Dispose();
                    break;
                case ReleaseOutcome.Refused refused:
                    Drop(keyId, refused);
                    dropped = true;
                    break;
            }
        }

        if (dropped)
        {
            intake.Retry();
            requests.Answer();
        }
    }

    private void Drop(string keyId, ReleaseOutcome.Refused refused)
    {
        var reason = refused.Reason;
        Log.Dropped(logger, keyId, reason);
        requests.Refuse(keyId, reason);
        keys.Remove(keyId);
        opener.Forget();
        board.SealAgain(keyId, new Opening(MessageState.Sealed, null, RefusalCode.UnknownKeyId, KeyRefusalText.Of(keyId, reason)));
        status.Dropped(keyId, reason);
        if (keys.IsEmpty)
        {
            status.Refused(keyId, reason, refused.Stage);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The key {KeyId} is no longer released and was dropped; its messages are sealed again: {Reason}")]
        public static partial void Dropped(ILogger logger, string keyId, string reason);
    }
}
