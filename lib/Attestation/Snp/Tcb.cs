using System.Globalization;

namespace CcDemo.Attestation;

/// <summary>
/// The security versions of a platform's firmware (TCB_VERSION of the SEV-SNP ABI). Two of them are equal when their
/// eight bytes are.
/// </summary>
/// <param name="Value">The eight bytes, read little-endian.</param>
/// <param name="Layout">Where the parts stand.</param>
public readonly record struct Tcb(ulong Value, TcbLayout Layout = TcbLayout.Milan)
{
    private const byte TurinFamily = 0x1A;

    /// <summary>The version of the boot loader.</summary>
    public byte BootLoader => At(Layout == TcbLayout.Turin ? 1 : 0);

    /// <summary>The version of the security processor's operating system.</summary>
    public byte Tee => At(Layout == TcbLayout.Turin ? 2 : 1);

    /// <summary>The version of the SNP firmware.</summary>
    public byte Snp => At(Layout == TcbLayout.Turin ? 3 : 6);

    /// <summary>The patch level of the cores' microcode.</summary>
    public byte Microcode => At(7);

    /// <summary>The version of the firmware management controller; null before Turin.</summary>
    public byte? Fmc => Layout == TcbLayout.Turin ? At(0) : null;

    /// <summary>Reads the form of a THIM document: 16 hexadecimal digits, most significant first.</summary>
    /// <exception cref="FormatException">The text is not a hexadecimal number of 64 bits.</exception>
    public static Tcb Parse(string hex)
        => ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new Tcb(value)
            : throw new FormatException($"The TCB version '{hex}' is not a hexadecimal number of 64 bits.");

    /// <summary>Puts a TCB version together.</summary>
    public static Tcb Create(byte bootLoader, byte tee, byte snp, byte microcode) => new(
        bootLoader | ((ulong)tee << 8) | ((ulong)snp << 48) | ((ulong)microcode << 56));

    /// <summary>Puts a TCB version of Turin together.</summary>
    public static Tcb CreateTurin(byte fmc, byte bootLoader, byte tee, byte snp, byte microcode) => new(
        fmc | ((ulong)bootLoader << 8) | ((ulong)tee << 16) | ((ulong)snp << 24) | ((ulong)microcode << 56),
        TcbLayout.Turin);

    /// <summary>The layout that a processor family uses.</summary>
    public static TcbLayout LayoutOf(byte cpuidFamily) => cpuidFamily >= TurinFamily ? TcbLayout.Turin : TcbLayout.Milan;

    /// <inheritdoc/>
    public bool Equals(Tcb other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The form of a THIM document: 16 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    private byte At(int index) => (byte)(Value >> (8 * index));
}
