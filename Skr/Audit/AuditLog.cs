using System.Diagnostics;
using CcDemo.Skr.Release;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Audit;

/// <summary>
/// The record of every report, attestation and release: in the log under <see cref="Category"/>, at every log level, and the
/// newest in memory when that is asked for.
/// </summary>
internal sealed partial class AuditLog(IHttpContextAccessor requests, IOptions<AuditOptions> options, TimeProvider time, ILoggerFactory loggers)
{
    public const string Category = "CcDemo.Skr.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly Queue<AuditRecord> _newest = new();
    private readonly Lock _lock = new();

    /// <summary>The newest records, the newest first.</summary>
    public IReadOnlyList<AuditRecord> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _newest.Reverse()];
            }
        }
    }

    public void Reported(GuestMeasurement measurement)
        => Add("report", "accepted", null, null, measurement, null);

    public void NotReported(GuestMeasurement? measurement, string reason)
        => Add("report", "refused", null, null, measurement, reason);

    public void Attested(ServiceEndpoint provider, GuestMeasurement measurement)
        => Add("attest", "accepted", provider, null, measurement, null);

    public void NotAttested(ServiceEndpoint provider, GuestMeasurement? measurement, string reason)
        => Add("attest", "refused", provider, null, measurement, reason);

    public void Released(ReleaseRequest request, GuestMeasurement measurement)
        => Add("release", "accepted", request.Provider, request, measurement, null);

    public void ReleasedFromCache(ReleaseRequest request, GuestMeasurement measurement)
        => Add("release", "cached", request.Provider, request, measurement, null);

    public void NotReleased(ReleaseRequest request, GuestMeasurement? measurement, string reason)
        => Add("release", "refused", request.Provider, request, measurement, reason);

    private void Add(string action, string outcome, ServiceEndpoint? provider, ReleaseRequest? request, GuestMeasurement? measurement, string? reason)
    {
        var record = new AuditRecord(
            time.GetUtcNow(),
            action,
            outcome,
            AuditCaller.Of(requests.HttpContext),
            provider?.Authority,
            request?.Vault.Authority,
            request?.Key.ToString(),
            measurement,
            reason,
            Activity.Current?.TraceId.ToString());
        Write(record);
        if (options.Value.Records > 0)
        {
            lock (_lock)
            {
                _newest.Enqueue(record);
                while (_newest.Count > options.Value.Records)
                {
                    _newest.Dequeue();
                }
            }
        }
    }

    private void Write(AuditRecord record)
    {
        var (caller, measurement) = (record.Caller, record.Measurement);
        switch (record)
        {
            case { Action: "report", Reason: null }:
                Log.Reported(_logger, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
            case { Action: "report", Reason: { } reason }:
                Log.NotReported(_logger, reason, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
            case { Action: "attest", Reason: null }:
                Log.Attested(_logger, record.Provider, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
            case { Action: "attest", Reason: { } reason }:
                Log.NotAttested(_logger, record.Provider, reason, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
            case { Reason: null }:
                Log.Released(_logger, record.Key, record.Vault, record.Outcome, record.Provider, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
            case { Reason: { } reason }:
                Log.NotReleased(_logger, record.Key, record.Vault, record.Provider, reason, measurement?.HostData, measurement?.Launch, caller.Transport, caller.Address, caller.UserAgent);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "AUDIT attestation accepted by {Provider}: host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void Attested(ILogger logger, string? provider, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);

        [LoggerMessage(2, LogLevel.Warning, "AUDIT attestation refused with {Provider}: {Reason} Host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void NotAttested(ILogger logger, string? provider, string reason, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);

        [LoggerMessage(3, LogLevel.Information, "AUDIT key {Key} of {Vault} released ({Outcome}) on the word of {Provider}: host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void Released(ILogger logger, string? key, string? vault, string outcome, string? provider, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);

        [LoggerMessage(4, LogLevel.Warning, "AUDIT key {Key} of {Vault} not released on the word of {Provider}: {Reason} Host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void NotReleased(ILogger logger, string? key, string? vault, string? provider, string reason, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);

        [LoggerMessage(5, LogLevel.Information, "AUDIT report made: host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void Reported(ILogger logger, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);

        [LoggerMessage(6, LogLevel.Warning, "AUDIT report refused: {Reason} Host data {HostData}, launch measurement {LaunchMeasurement}; asked by {Transport} from {Caller} ({UserAgent}).")]
        public static partial void NotReported(ILogger logger, string reason, string? hostData, string? launchMeasurement, string transport, string caller, string? userAgent);
    }
}
