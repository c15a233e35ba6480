namespace CcDemo.Consumer.Api;

/// <summary>What a reader of the stream was not sent, because more came than anybody can read.</summary>
/// <param name="OneIn">Of so many messages of the last second one was sent; 1 when all were.</param>
/// <param name="NotShown">Messages that were left out since the reader came.</param>
public sealed record Sampling(long OneIn, long NotShown);
