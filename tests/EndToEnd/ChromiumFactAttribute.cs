namespace CcDemo.EndToEnd;

/// <summary>A test that needs Chromium; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    public ChromiumFactAttribute()
    {
        if (Path is null)
        {
            Skip = "Chromium is not on the path: install the package 'chromium'.";
        }
    }

    /// <summary>The browser's file.</summary>
    public static string? Path { get; } = Programs.Find(_names);
}
