namespace CcDemo.Deploy.Tests.Scripts;

/// <summary>A test that needs shellcheck; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellcheckFactAttribute : FactAttribute
{
    public ShellcheckFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "shellcheck"))))
        {
            Skip = "shellcheck is not on the path: install the package 'shellcheck'.";
        }
    }
}
