namespace CcDemo.Bench;

/// <summary>A ratio, and what it has to be.</summary>
/// <param name="What">Of what to what.</param>
/// <param name="Value">The ratio, or another figure that has a goal.</param>
/// <param name="Goal">What it has to reach; null where nothing is asked.</param>
/// <param name="IsCeiling">Whether the goal is the most, not the least.</param>
internal sealed record BenchRatio(string What, double Value, double? Goal = null, bool IsCeiling = false)
{
    /// <summary>Whether the goal is reached; null without one.</summary>
    public bool? IsReached => Goal is { } goal ? (IsCeiling ? Value <= goal : Value >= goal) : null;
}
