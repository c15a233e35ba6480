namespace CcDemo.EndToEnd;

/// <summary>A test that needs what Linux has, such as <c>/proc</c> or named pipes; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "It needs what only Linux has, such as /proc or named pipes.";
        }
    }
}
