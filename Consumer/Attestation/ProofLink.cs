namespace CcDemo.Consumer.Attestation;

/// <summary>One link of the chain from the hardware to the key.</summary>
/// <param name="Name"><c>report</c>, <c>certificates</c>, <c>token</c>, <c>policy</c> or <c>key</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State"><c>holds</c>, <c>broken</c>, <c>waiting</c> or <c>not-reached</c>.</param>
/// <param name="Meaning">What it is for, in one sentence.</param>
/// <param name="Finding">How it stands, in one sentence; null when the chain did not get that far.</param>
/// <param name="Advice">What to do about it; null when there is nothing to do.</param>
/// <param name="Fact">The value that matters most, in one short line; null when the link does not hold.</param>
/// <param name="Values">What was compared.</param>
public sealed record ProofLink(
    string Name, string Title, string State, string Meaning, string? Finding, string? Advice, string? Fact, IReadOnlyList<ComparedValue> Values);
