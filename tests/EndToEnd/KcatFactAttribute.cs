namespace CcDemo.EndToEnd;

/// <summary>A test that needs kcat; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KcatFactAttribute : FactAttribute
{
    public KcatFactAttribute()
    {
        if (Path is null)
        {
            Skip = "kcat is not on the path: install the package 'kcat'.";
        }
    }

    /// <summary>The program's file.</summary>
    public static string? Path { get; } = Programs.Find("kcat");
}
