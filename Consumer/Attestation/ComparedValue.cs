namespace CcDemo.Consumer.Attestation;

/// <summary>A value that a link of the chain rests on.</summary>
/// <param name="Label">What it is, in plain words.</param>
/// <param name="Actual">What was measured or said.</param>
/// <param name="Wanted">What it was compared with; null when it is only shown.</param>
/// <param name="Agrees">Whether both agree; null when nothing was compared.</param>
public sealed record ComparedValue(string Label, string Actual, string? Wanted = null, bool? Agrees = null);
