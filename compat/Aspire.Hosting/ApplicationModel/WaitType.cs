namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>The resource runs and is healthy.</summary>
    WaitUntilHealthy = 0,

    /// <summary>The resource has ended.</summary>
    WaitForCompletion = 1,

    /// <summary>The resource runs.</summary>
    WaitUntilStarted = 2,
}
