namespace CcDemo.MessageEncryption.Tests;

/// <summary>A test that needs the openssl command; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpensslFactAttribute : FactAttribute
{
    private static readonly bool IsInstalled = ExternalProgram.TryRun("openssl", ["version"]) is not null;

    public OpensslFactAttribute()
    {
        if (!IsInstalled)
        {
            Skip = "openssl is not on the path: install the package 'openssl'.";
        }
    }
}
