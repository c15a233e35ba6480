namespace CcDemo.Consumer.Settings;

/// <summary>What becomes of a message whose key is not released yet: <c>Consumer:WhenKeyIsMissing</c>.</summary>
internal enum WhenKeyIsMissing
{
    /// <summary>It is shown sealed, its offset is committed, and it is opened on the page when the key comes.</summary>
    ShowSealed,

    /// <summary>It waits, and everything behind it: the partitions are paused and nothing is committed until the key comes.</summary>
    Wait,
}
