namespace Aspire.Hosting.ApplicationModel;

/// <summary>How resources wait.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What happens when a resource that is waited for ends or cannot start.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
