namespace CcDemo.Attestation;

/// <summary>How the platform is configured (PLATFORM_INFO of the SEV-SNP ABI).</summary>
/// <param name="Value">The eight bytes, read little-endian.</param>
public readonly record struct PlatformInfo(ulong Value)
{
    /// <summary>Whether simultaneous multithreading is on.</summary>
    public bool SmtEnabled => Bit(0);

    /// <summary>Whether all memory is encrypted transparently.</summary>
    public bool TsmeEnabled => Bit(1);

    /// <summary>Whether the memory corrects errors.</summary>
    public bool EccEnabled => Bit(2);

    /// <summary>Whether power metering (RAPL) is off.</summary>
    public bool RaplDisabled => Bit(3);

    /// <summary>Whether ciphertext hiding is on.</summary>
    public bool CiphertextHidingEnabled => Bit(4);

    /// <summary>Whether memory was found free of aliased addresses since the last reset.</summary>
    public bool AliasCheckComplete => Bit(5);

    /// <summary>Whether trusted I/O is on.</summary>
    public bool TioEnabled => Bit(7);

    private bool Bit(int index) => (Value >> index & 1) == 1;
}
