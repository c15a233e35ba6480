namespace CcDemo.Consumer.Messages;

/// <summary>What happened in one slot of time.</summary>
/// <param name="PerSecond">Messages a second.</param>
/// <param name="Median">Half of the messages were shown within this time of being sent; null without messages.</param>
/// <param name="Within95">95 of 100 messages were; null without messages.</param>
public sealed record ActivityPoint(double PerSecond, TimeSpan? Median, TimeSpan? Within95);
