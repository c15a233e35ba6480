namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens when the resource that is waited for ends or cannot start.</summary>
public enum WaitBehavior
{
    /// <summary>The wait goes on: somebody may start it again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>The wait fails.</summary>
    StopOnResourceUnavailable = 1,
}
