namespace CcDemo.Attestation.Tests;

public sealed class SnpEvidenceTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_genuine_report_of_each_version_is_accepted(uint version)
    {
        var platform = TestPlatform.Shared;

        Assert.Equal(Verdict.Accept, platform.Verify(platform.Report(version)));
    }

    [Fact]
    public void A_genuine_report_of_Turin_is_accepted()
    {
        using var platform = new TestPlatform(Tcb.CreateTurin(1, 2, 3, 4, 5), hardwareId: [1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal(Verdict.Accept, platform.Verify(platform.Report(3, raw => raw[0x188] = 0x1A)));
        Assert.Equal(Verdict.Accept, platform.Verify(platform.Report(2)));
    }

    [Fact]
    public void A_root_that_nobody_trusts_is_refused()
    {
        var platform = TestPlatform.Shared;
        using var chain = VcekChain.FromPem(platform.PemChain);

        var verdict = SnpEvidence.Verify(platform.Report(), chain, AmdRoot.Known, TestPlatform.Now);

        Assert.Equal("UntrustedRoot", verdict.Code);
        Assert.Contains("CN=ARK-Test", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_another_chain_is_refused()
    {
        var platform = TestPlatform.Shared;
        using var stranger = new TestPlatform(platform.Tcb, platform.HardwareId);

        Assert.Equal("ReportSignature", platform.Verify(stranger.Report()).Code);
    }

    [Fact]
    public void A_trusted_root_does_not_lend_its_trust_to_a_foreign_chain()
    {
        var platform = TestPlatform.Shared;
        using var stranger = new TestPlatform(platform.Tcb, platform.HardwareId);
        var mixed = stranger.PemChain[..stranger.PemChain.LastIndexOf("-----BEGIN", StringComparison.Ordinal)] + platform.Ark.ExportCertificatePem();
        using var chain = VcekChain.FromPem(mixed);

        Assert.Equal("CertificateChain", SnpEvidence.Verify(stranger.Report(), chain, [platform.Root], TestPlatform.Now).Code);
    }

    [Fact]
    public void An_intermediate_that_is_no_authority_is_refused()
    {
        using var platform = new TestPlatform(askIsAuthority: false);

        Assert.Equal("CertificateChain", platform.Verify(platform.Report()).Code);
    }

    [Theory]
    [InlineData(2, "CertificateExpired")]
    [InlineData(-2, "CertificateNotYetValid")]
    public void A_certificate_out_of_its_time_is_refused(int years, string code)
    {
        var platform = TestPlatform.Shared;

        Assert.Equal(code, platform.Verify(platform.Report(), TestPlatform.Now.AddYears(years)).Code);
    }

    [Fact]
    public void A_report_with_other_firmware_than_the_certificate_is_refused()
    {
        var platform = TestPlatform.Shared;

        var verdict = platform.Verify(platform.Report(change: raw => raw[0x187]++));

        Assert.Equal("TcbMismatch", verdict.Code);
        Assert.Contains(platform.Tcb.ToString(), verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_another_chip_is_refused()
    {
        var platform = TestPlatform.Shared;

        Assert.Equal("ChipMismatch", platform.Verify(platform.Report(change: raw => raw[0x1A0] ^= 1)).Code);
    }

    [Fact]
    public void A_report_signed_with_the_clouds_key_is_refused()
    {
        var platform = TestPlatform.Shared;

        Assert.Equal("SigningKey", platform.Verify(platform.Report(change: raw => raw[0x048] = 1 << 2)).Code);
    }

    [Fact]
    public void An_unknown_signature_algorithm_is_refused()
    {
        var platform = TestPlatform.Shared;

        Assert.Equal("SignatureAlgorithm", platform.Verify(platform.Report(change: raw => raw[0x034] = 2)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("no certificate")]
    public void What_is_no_chain_is_a_format_error(string pem)
        => Assert.Throws<FormatException>(() => VcekChain.FromPem(pem));
}
