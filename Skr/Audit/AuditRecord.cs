namespace CcDemo.Skr.Audit;

/// <summary>One report, attestation or release: who asked for what, and how it ended. It holds no secret.</summary>
/// <param name="Time">When it ended.</param>
/// <param name="Action"><c>report</c> (with or without certificates, for the caller to take elsewhere), <c>attest</c> or <c>release</c>.</param>
/// <param name="Outcome"><c>accepted</c>, <c>refused</c> or, of a release, <c>cached</c>.</param>
/// <param name="Caller">Who asked.</param>
/// <param name="Provider">The attestation provider; null for a report.</param>
/// <param name="Vault">The vault; null unless it is a release.</param>
/// <param name="Key">The key; null unless it is a release.</param>
/// <param name="Measurement">What was measured of the guest; null when no report was made.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
/// <param name="TraceId">The trace that it belongs to, if there is one.</param>
internal sealed record AuditRecord(
    DateTimeOffset Time,
    string Action,
    string Outcome,
    AuditCaller Caller,
    string? Provider,
    string? Vault,
    string? Key,
    GuestMeasurement? Measurement,
    string? Reason,
    string? TraceId);
