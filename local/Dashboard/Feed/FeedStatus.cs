namespace CcDemo.Dashboard.Feed;

/// <summary>How things stand with the application host's feed.</summary>
/// <param name="State">Which of the cases.</param>
/// <param name="Reason">For <see cref="FeedState.Lost"/>: a sentence that names the cause.</param>
internal sealed record FeedStatus(FeedState State, string? Reason = null);
