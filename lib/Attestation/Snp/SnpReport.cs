using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace CcDemo.Attestation;

/// <summary>
/// An attestation report of AMD SEV-SNP (ATTESTATION_REPORT of the SEV-SNP ABI), version 2, 3 or 5: the bytes as they
/// came, and typed views on them. Parsing says nothing about authenticity; <see cref="SnpEvidence"/> does.
/// </summary>
public sealed class SnpReport
{
    /// <summary>The size of a report in bytes.</summary>
    public const int Size = 1184;

    /// <summary>How many bytes from the start the signature covers.</summary>
    public const int SignedSize = 0x2A0;

    private const int MitigationVersion = 5;
    private const int ProcessorVersion = 3;
    private readonly byte[] _raw;

    private SnpReport(byte[] raw) => _raw = raw;

    /// <summary>The whole report as it came.</summary>
    public ReadOnlyMemory<byte> Raw => _raw;

    /// <summary>The part that the signature covers.</summary>
    public ReadOnlyMemory<byte> SignedBytes => Slice(0, SignedSize);

    /// <summary>The version of the report's format.</summary>
    public uint Version => Word(0x000);

    /// <summary>The guest's security version number.</summary>
    public uint GuestSvn => Word(0x004);

    /// <summary>What the guest's owner allows the host to do.</summary>
    public GuestPolicy Policy => new(Long(0x008));

    /// <summary>The owner's name for the family of guests (16 bytes).</summary>
    public ReadOnlyMemory<byte> FamilyId => Slice(0x010, 16);

    /// <summary>The owner's name for the guest's image (16 bytes).</summary>
    public ReadOnlyMemory<byte> ImageId => Slice(0x020, 16);

    /// <summary>The privilege level that asked for the report.</summary>
    public uint Vmpl => Word(0x030);

    /// <summary>How the report is signed; 1 is ECDSA on P-384 with SHA-384.</summary>
    public uint SignatureAlgorithm => Word(0x034);

    /// <summary>The firmware that runs now.</summary>
    public Tcb CurrentTcb => TcbAt(0x038);

    /// <summary>How the platform is configured.</summary>
    public PlatformInfo PlatformInfo => new(Long(0x040));

    /// <summary>Which keys are behind the report.</summary>
    public KeyInfo KeyInfo => new(Word(0x048));

    /// <summary>What the guest put into the report (64 bytes).</summary>
    public ReadOnlyMemory<byte> ReportData => Slice(0x050, 64);

    /// <summary>The measurement of the guest at launch (48 bytes).</summary>
    public ReadOnlyMemory<byte> Measurement => Slice(0x090, 48);

    /// <summary>What the host bound to the guest at launch (32 bytes).</summary>
    public ReadOnlyMemory<byte> HostData => Slice(0x0C0, 32);

    /// <summary>The digest of the key that signed the guest's identity block (48 bytes).</summary>
    public ReadOnlyMemory<byte> IdKeyDigest => Slice(0x0E0, 48);

    /// <summary>The digest of the key that certified the identity key (48 bytes).</summary>
    public ReadOnlyMemory<byte> AuthorKeyDigest => Slice(0x110, 48);

    /// <summary>The identifier of this guest's life (32 bytes).</summary>
    public ReadOnlyMemory<byte> ReportId => Slice(0x140, 32);

    /// <summary>The identifier of the migration agent (32 bytes).</summary>
    public ReadOnlyMemory<byte> ReportIdMa => Slice(0x160, 32);

    /// <summary>The firmware that the signing key is derived from.</summary>
    public Tcb ReportedTcb => TcbAt(0x180);

    /// <summary>The processor; null in version 2.</summary>
    public ProcessorId? Processor => Version >= ProcessorVersion ? new ProcessorId(_raw[0x188], _raw[0x189], _raw[0x18A]) : null;

    /// <summary>The identifier of the chip (64 bytes); zero when the host masks it.</summary>
    public ReadOnlyMemory<byte> ChipId => Slice(0x1A0, 64);

    /// <summary>The firmware below which the platform cannot be rolled back.</summary>
    public Tcb CommittedTcb => TcbAt(0x1E0);

    /// <summary>The version of the firmware that runs now.</summary>
    public FirmwareVersion CurrentVersion => VersionAt(0x1E8);

    /// <summary>The version of the committed firmware.</summary>
    public FirmwareVersion CommittedVersion => VersionAt(0x1EC);

    /// <summary>The firmware that ran when the guest was launched.</summary>
    public Tcb LaunchTcb => TcbAt(0x1F0);

    /// <summary>The mitigations that were verified at launch; null before version 5.</summary>
    public ulong? LaunchMitigationVector => Version >= MitigationVersion ? Long(0x1F8) : null;

    /// <summary>The mitigations that are verified now; null before version 5.</summary>
    public ulong? CurrentMitigationVector => Version >= MitigationVersion ? Long(0x200) : null;

    /// <summary>The signature (512 bytes): r and s of 72 bytes each, little-endian, then zeros.</summary>
    public ReadOnlyMemory<byte> Signature => Slice(SignedSize, Size - SignedSize);

    /// <summary>Reads a report.</summary>
    /// <exception cref="FormatException">The bytes are not a report of a version that is known.</exception>
    public static SnpReport Parse(ReadOnlySpan<byte> raw)
        => TryParse(raw, out var report, out var error) ? report : throw new FormatException(error);

    /// <summary>Reads a report.</summary>
    /// <param name="raw">The bytes; they are copied.</param>
    /// <param name="report">The report, when there is one.</param>
    /// <param name="error">A sentence naming the cause, when there is none.</param>
    public static bool TryParse(ReadOnlySpan<byte> raw, [NotNullWhen(true)] out SnpReport? report, [NotNullWhen(false)] out string? error)
    {
        report = null;
        if (raw.Length != Size)
        {
            error = $"An attestation report has {Size} bytes, not {raw.Length}.";
            return false;
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(raw);
        if (version is not (2 or 3 or 5))
        {
            error = $"Version {version} of the attestation report is not known; 2, 3 and 5 are.";
            return false;
        }

        report = new SnpReport(raw.ToArray());
        error = null;
        return true;
    }

    // A report of version 2 does not name its processor; Turin shows in a chip identifier of 8 bytes.
    private TcbLayout TcbLayout => Processor is { } processor
        ? Tcb.LayoutOf(processor.Family)
        : ChipId.Span[8..].ContainsAnyExcept((byte)0) || !ChipId.Span.ContainsAnyExcept((byte)0) ? TcbLayout.Milan : TcbLayout.Turin;

    private ReadOnlyMemory<byte> Slice(int offset, int length) => _raw.AsMemory(offset, length);

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_raw.AsSpan(offset));

    private ulong Long(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_raw.AsSpan(offset));

    private Tcb TcbAt(int offset) => new(Long(offset), TcbLayout);

    private FirmwareVersion VersionAt(int offset) => new(_raw[offset + 2], _raw[offset + 1], _raw[offset]);
}
