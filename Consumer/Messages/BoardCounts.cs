namespace CcDemo.Consumer.Messages;

/// <summary>Figures since the start of the consumer.</summary>
/// <param name="Board">Which board this is: another one after a restart of the consumer.</param>
/// <param name="Received">Messages taken from the topic.</param>
/// <param name="Opened">Messages whose text is known.</param>
/// <param name="Refused">Messages that cannot be opened although a key is held.</param>
/// <param name="PerSecond">Messages a second, averaged over the last ten.</param>
public sealed record BoardCounts(string Board, long Received, long Opened, long Refused, double PerSecond);
