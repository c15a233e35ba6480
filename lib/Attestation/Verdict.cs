namespace CcDemo.Attestation;

/// <summary>The outcome of a check: accepted, or refused with the cause.</summary>
/// <param name="Accepted">Whether everything that was checked holds.</param>
/// <param name="Code">A short stable word for the cause (<c>ReportSignature</c>); null when accepted.</param>
/// <param name="Reason">A sentence naming the cause; null when accepted.</param>
public sealed record Verdict(bool Accepted, string? Code, string? Reason)
{
    /// <summary>Everything holds.</summary>
    public static Verdict Accept { get; } = new(true, null, null);

    /// <summary>Something does not hold.</summary>
    /// <param name="code">A short stable word for the cause.</param>
    /// <param name="reason">A sentence naming the cause.</param>
    public static Verdict Refuse(string code, string reason) => new(false, code, reason);
}
