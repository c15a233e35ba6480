using System.Buffers.Binary;
using FsCheck.Xunit;

namespace CcDemo.Attestation.Tests;

public sealed class SnpReportTests
{
    [Fact]
    public void Every_field_is_read_from_its_place()
    {
        var raw = Enumerable.Range(0, SnpReport.Size).Select(i => (byte)(i * 31 + i / 256)).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(raw, 5);
        raw[0x188] = 0x1A;

        var report = SnpReport.Parse(raw);

        Assert.Equal(raw, report.Raw.ToArray());
        Assert.Equal(raw[..0x2A0], report.SignedBytes.ToArray());
        Assert.Equal(BitConverter.ToUInt32(raw, 0x004), report.GuestSvn);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x008), report.Policy.Value);
        Assert.Equal(raw[0x010..0x020], report.FamilyId.ToArray());
        Assert.Equal(raw[0x020..0x030], report.ImageId.ToArray());
        Assert.Equal(BitConverter.ToUInt32(raw, 0x030), report.Vmpl);
        Assert.Equal(BitConverter.ToUInt32(raw, 0x034), report.SignatureAlgorithm);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x038), report.CurrentTcb.Value);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x040), report.PlatformInfo.Value);
        Assert.Equal(BitConverter.ToUInt32(raw, 0x048), report.KeyInfo.Value);
        Assert.Equal(raw[0x050..0x090], report.ReportData.ToArray());
        Assert.Equal(raw[0x090..0x0C0], report.Measurement.ToArray());
        Assert.Equal(raw[0x0C0..0x0E0], report.HostData.ToArray());
        Assert.Equal(raw[0x0E0..0x110], report.IdKeyDigest.ToArray());
        Assert.Equal(raw[0x110..0x140], report.AuthorKeyDigest.ToArray());
        Assert.Equal(raw[0x140..0x160], report.ReportId.ToArray());
        Assert.Equal(raw[0x160..0x180], report.ReportIdMa.ToArray());
        Assert.Equal(BitConverter.ToUInt64(raw, 0x180), report.ReportedTcb.Value);
        Assert.Equal(new ProcessorId(raw[0x188], raw[0x189], raw[0x18A]), report.Processor);
        Assert.Equal(raw[0x1A0..0x1E0], report.ChipId.ToArray());
        Assert.Equal(BitConverter.ToUInt64(raw, 0x1E0), report.CommittedTcb.Value);
        Assert.Equal(new FirmwareVersion(raw[0x1EA], raw[0x1E9], raw[0x1E8]), report.CurrentVersion);
        Assert.Equal(new FirmwareVersion(raw[0x1EE], raw[0x1ED], raw[0x1EC]), report.CommittedVersion);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x1F0), report.LaunchTcb.Value);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x1F8), report.LaunchMitigationVector);
        Assert.Equal(BitConverter.ToUInt64(raw, 0x200), report.CurrentMitigationVector);
        Assert.Equal(raw[0x2A0..], report.Signature.ToArray());
        Assert.Equal(TcbLayout.Turin, report.ReportedTcb.Layout);
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(3, true, false)]
    [InlineData(5, true, true)]
    public void Later_versions_add_fields(uint version, bool processor, bool mitigations)
    {
        var raw = new byte[SnpReport.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(raw, version);

        var report = SnpReport.Parse(raw);

        Assert.Equal(processor, report.Processor is not null);
        Assert.Equal(mitigations, report.LaunchMitigationVector is not null);
        Assert.Equal(mitigations, report.CurrentMitigationVector is not null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(uint.MaxValue)]
    public void An_unknown_version_is_a_format_error(uint version)
    {
        var raw = new byte[SnpReport.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(raw, version);

        Assert.Contains("2, 3 and 5", Assert.Throws<FormatException>(() => SnpReport.Parse(raw)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1183)]
    [InlineData(1185)]
    public void Another_size_is_a_format_error(int size)
        => Assert.Contains("1184 bytes", Assert.Throws<FormatException>(() => SnpReport.Parse(new byte[size])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_report_keeps_its_own_bytes()
    {
        var raw = new byte[SnpReport.Size];
        raw[0] = 2;
        var report = SnpReport.Parse(raw);

        raw[0x050] = 0xFF;

        Assert.Equal(0, report.ReportData.Span[0]);
    }

    [Fact]
    public void The_debug_bit_is_bit_19()
    {
        Assert.True(new GuestPolicy(1 << 19).DebugAllowed);
        Assert.Equal(0xB001Ful, new GuestPolicy(0x3001F).WithDebug(true).Value);
        Assert.Equal(0x3001Ful, new GuestPolicy(0xB001F).WithDebug(false).Value);
    }

    [Property]
    public bool A_TCB_survives_its_text_form(ulong value) => Tcb.Parse(new Tcb(value).ToString()) == new Tcb(value);

    [Property]
    public bool A_TCB_is_made_of_its_parts(byte bootLoader, byte tee, byte snp, byte microcode, byte fmc)
    {
        var milan = Tcb.Create(bootLoader, tee, snp, microcode);
        var turin = Tcb.CreateTurin(fmc, bootLoader, tee, snp, microcode);
        return (milan.BootLoader, milan.Tee, milan.Snp, milan.Microcode, milan.Fmc) == (bootLoader, tee, snp, microcode, null)
            && (turin.BootLoader, turin.Tee, turin.Snp, turin.Microcode, turin.Fmc) == (bootLoader, tee, snp, microcode, fmc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("73080000000000030")]
    public void What_is_no_TCB_is_a_format_error(string text) => Assert.Throws<FormatException>(() => Tcb.Parse(text));
}
