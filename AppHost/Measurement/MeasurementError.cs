namespace CcDemo.AppHost;

/// <summary>Why a pod cannot be measured.</summary>
/// <param name="Code">The cause.</param>
/// <param name="Message">What is wrong and what to do, in whole sentences.</param>
internal sealed record MeasurementError(MeasurementErrorCode Code, string Message);
