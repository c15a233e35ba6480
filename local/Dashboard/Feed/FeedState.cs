namespace CcDemo.Dashboard.Feed;

/// <summary>The cases of <see cref="FeedStatus"/>.</summary>
internal enum FeedState
{
    /// <summary>No feed is configured: the dashboard receives telemetry only.</summary>
    NotConfigured,

    /// <summary>The first connection is on its way.</summary>
    Connecting,

    /// <summary>What is shown is current.</summary>
    Connected,

    /// <summary>What is shown is the last that was heard.</summary>
    Lost,
}
