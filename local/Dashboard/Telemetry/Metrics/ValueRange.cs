namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>A number of values within a range, as evenly spread as anything is known.</summary>
/// <param name="Low">At least this.</param>
/// <param name="High">At most this.</param>
/// <param name="Weight">How many; a part of one where a point reaches over several windows of time.</param>
internal readonly record struct ValueRange(double Low, double High, double Weight);
