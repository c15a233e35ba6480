namespace CcDemo.Skr.Aot.Tests;

/// <summary>A test that needs the sidecar's native binary; skipped, and said so, where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    private static readonly string[] _linkers = ["clang", "gcc"];

    public NativeFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "The sidecar's native binary is made and run on Linux.";
        }
        else if (!_linkers.Any(IsOnThePath))
        {
            Skip = "A native binary needs a linker: install the package 'clang' or 'gcc'.";
        }
    }

    private static bool IsOnThePath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
