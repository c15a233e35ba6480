namespace CcDemo.Attestation;

/// <summary>What the guest's owner allows the host to do (GUEST_POLICY of the SEV-SNP ABI).</summary>
/// <param name="Value">The eight bytes, read little-endian.</param>
public readonly record struct GuestPolicy(ulong Value)
{
    private const int DebugBit = 19;

    /// <summary>The least minor version of the firmware's ABI.</summary>
    public byte AbiMinor => (byte)Value;

    /// <summary>The least major version of the firmware's ABI.</summary>
    public byte AbiMajor => (byte)(Value >> 8);

    /// <summary>Whether simultaneous multithreading may be on.</summary>
    public bool SmtAllowed => Bit(16);

    /// <summary>Whether a migration agent may be associated with the guest.</summary>
    public bool MigrationAllowed => Bit(18);

    /// <summary>Whether the host may read and write the guest's memory for debugging.</summary>
    public bool DebugAllowed => Bit(DebugBit);

    /// <summary>Whether the guest may run on one socket only.</summary>
    public bool SingleSocketOnly => Bit(20);

    /// <summary>Whether CXL devices or memory may be present.</summary>
    public bool CxlAllowed => Bit(21);

    /// <summary>Whether memory must be encrypted with AES-256-XTS.</summary>
    public bool Aes256XtsRequired => Bit(22);

    /// <summary>Whether power metering (RAPL) must be off.</summary>
    public bool RaplDisabled => Bit(23);

    /// <summary>Whether ciphertext hiding must be on.</summary>
    public bool CiphertextHidingRequired => Bit(24);

    /// <summary>Whether the host's page-move and swap commands are refused.</summary>
    public bool PageSwapDisabled => Bit(25);

    /// <summary>The same policy with debugging allowed or not.</summary>
    public GuestPolicy WithDebug(bool allowed)
        => new(allowed ? Value | (1UL << DebugBit) : Value & ~(1UL << DebugBit));

    private bool Bit(int index) => (Value >> index & 1) == 1;
}
