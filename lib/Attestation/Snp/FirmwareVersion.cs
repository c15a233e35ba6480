namespace CcDemo.Attestation;

/// <summary>A version of the SNP firmware.</summary>
public readonly record struct FirmwareVersion(byte Major, byte Minor, byte Build)
{
    /// <summary>The form <c>1.55.21</c>.</summary>
    public override string ToString() => $"{Major}.{Minor}.{Build}";
}
