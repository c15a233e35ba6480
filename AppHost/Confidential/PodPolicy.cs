namespace CcDemo.AppHost;

/// <summary>What the guest of a confidential pod allows from outside; part of what is measured.</summary>
internal sealed class PodPolicy
{
    /// <summary>Whether a command may be run in the guest (<c>kubectl exec</c>).</summary>
    public bool AllowExec { get; set; }

    /// <summary>Whether the guest's output may be read (<c>kubectl logs</c>).</summary>
    public bool AllowLogs { get; set; } = true;
}
