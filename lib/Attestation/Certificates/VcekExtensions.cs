using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>The extensions by which AMD says in a chip's certificate for which chip and firmware it is (VCEK specification, table 8).</summary>
public static class VcekExtensions
{
    /// <summary>The product's name, such as <c>Milan-B0</c> (IA5String).</summary>
    public const string ProductName = "1.3.6.1.4.1.3704.1.2";

    /// <summary>The version of the boot loader (INTEGER).</summary>
    public const string BootLoader = "1.3.6.1.4.1.3704.1.3.1";

    /// <summary>The version of the security processor's operating system (INTEGER).</summary>
    public const string Tee = "1.3.6.1.4.1.3704.1.3.2";

    /// <summary>The version of the SNP firmware (INTEGER).</summary>
    public const string Snp = "1.3.6.1.4.1.3704.1.3.3";

    /// <summary>The patch level of the microcode (INTEGER).</summary>
    public const string Microcode = "1.3.6.1.4.1.3704.1.3.8";

    /// <summary>The version of the firmware management controller, from Turin on (INTEGER).</summary>
    public const string Fmc = "1.3.6.1.4.1.3704.1.3.9";

    /// <summary>The chip's identifier: 64 raw bytes, 8 on Turin.</summary>
    public const string HardwareId = "1.3.6.1.4.1.3704.1.4";

    internal static Tcb ReadTcb(X509Certificate2 vcek) => vcek.Extensions[Fmc] is null
        ? Tcb.Create(ReadByte(vcek, BootLoader), ReadByte(vcek, Tee), ReadByte(vcek, Snp), ReadByte(vcek, Microcode))
        : Tcb.CreateTurin(ReadByte(vcek, Fmc), ReadByte(vcek, BootLoader), ReadByte(vcek, Tee), ReadByte(vcek, Snp), ReadByte(vcek, Microcode));

    internal static ReadOnlyMemory<byte> ReadHardwareId(X509Certificate2 vcek) => Require(vcek, HardwareId).RawData;

    private static byte ReadByte(X509Certificate2 vcek, string oid)
    {
        try
        {
            var value = AsnDecoder.ReadInteger(Require(vcek, oid).RawData, AsnEncodingRules.DER, out _);
            return value >= 0 && value <= byte.MaxValue
                ? (byte)value
                : throw new FormatException($"The extension {oid} of the VCEK certificate is not a number of one byte.");
        }
        catch (AsnContentException e)
        {
            throw new FormatException($"The extension {oid} of the VCEK certificate is not a number.", e);
        }
    }

    private static X509Extension Require(X509Certificate2 vcek, string oid)
        => vcek.Extensions[oid] ?? throw new FormatException($"The VCEK certificate lacks the extension {oid}.");
}
