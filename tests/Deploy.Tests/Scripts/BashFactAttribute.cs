namespace CcDemo.Deploy.Tests.Scripts;

/// <summary>A test that runs a script; skipped, and said so, on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = WhyNot;

    /// <summary>Why scripts cannot be run; null when they can.</summary>
    public static string? WhyNot { get; } = OperatingSystem.IsWindows() ? "The scripts are for bash." : null;
}
