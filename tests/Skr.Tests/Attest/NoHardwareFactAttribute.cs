namespace CcDemo.Skr.Tests.Attest;

/// <summary>A fact about machines without an SEV-SNP device; skipped on one that has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NoHardwareFactAttribute : FactAttribute
{
    public NoHardwareFactAttribute()
    {
        if (File.Exists("/dev/sev-guest") || File.Exists("/dev/sev"))
        {
            Skip = "This machine has an SEV-SNP device.";
        }
    }
}
