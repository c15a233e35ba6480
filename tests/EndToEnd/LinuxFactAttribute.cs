namespace CcDemo.EndToEnd;

/// <summary>A test that looks at processes through <c>/proc</c>; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "The processes are counted through /proc, which only Linux has.";
        }
    }
}
