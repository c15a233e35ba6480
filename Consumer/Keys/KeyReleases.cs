using System.Diagnostics;
using CcDemo.Consumer.Telemetry;

namespace CcDemo.Consumer.Keys;

/// <summary>Asks the sidecar for keys, and tells log and telemetry how that went.</summary>
internal sealed partial class KeyReleases(SkrClient skr, KeyRequests requests, ConsumerTelemetry telemetry, ILogger<KeyReleases> logger)
{
    /// <summary>Asks for a key, within the trace of the message that waited last.</summary>
    public Task<ReleaseOutcome> AskAsync(string keyId, CancellationToken ct) => AskAsync(keyId, requests.Newest, ct);

    /// <summary>Asks for a key, within a trace; without one (default) in a trace of its own.</summary>
    public async Task<ReleaseOutcome> AskAsync(string keyId, ActivityContext trace, CancellationToken ct)
    {
        using var activity = telemetry.StartRelease(keyId, trace);
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The key {KeyId} was released.")]
        public static partial void Released(ILogger logger, string keyId);

        [LoggerMessage(LogLevel.Warning, "The key {KeyId} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string keyId, string reason);

        [LoggerMessage(LogLevel.Warning, "The key {KeyId} could not be asked for: {Reason}")]
        public static partial void Unavailable(ILogger logger, string keyId, string reason);
    }
}
