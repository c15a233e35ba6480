namespace CcDemo.MessageEncryption.Tests;

/// <summary>A test that needs Python's jwcrypto; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JwcryptoTheoryAttribute : TheoryAttribute
{
    // Debian's package belongs to Debian's Python, which need not be the first on the path.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    public JwcryptoTheoryAttribute()
    {
        if (Python is null)
        {
            Skip = "Python's jwcrypto is not installed: install the package 'python3-jwcrypto'.";
        }
    }

    /// <summary>The interpreter that has it.</summary>
    public static string? Python { get; } = Array.Find(Interpreters, python => ExternalProgram.TryRun(python, ["-c", "import jwcrypto.jwe"]) is not null);
}
