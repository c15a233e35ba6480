using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CcDemo.Attestation.Tests;

public sealed class RecordedEvidenceTests
{
    [EvidenceFact]
    public void The_report_verifies_up_to_AMDs_root()
    {
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);

        Assert.Equal(Verdict.Accept, Verify(RecordedEvidence.Report, chain));
        Assert.Equal("ARK-Milan", AmdRoot.Known.Single(root => root.Matches(chain.Ark)).Name);
    }

    [EvidenceFact]
    public void The_reports_fields_are_read()
    {
        var report = RecordedEvidence.Report;

        Assert.Equal(2u, report.Version);
        Assert.Equal(2u, report.GuestSvn);
        Assert.Equal(0x3001Ful, report.Policy.Value);
        Assert.False(report.Policy.DebugAllowed);
        Assert.True(report.Policy.SmtAllowed);
        Assert.Equal(0u, report.Vmpl);
        Assert.Equal(1u, report.SignatureAlgorithm);
        Assert.Equal(0x7308000000000003ul, report.ReportedTcb.Value);
        Assert.Equal((3, 0, 8, 0x73), (report.ReportedTcb.BootLoader, report.ReportedTcb.Tee, report.ReportedTcb.Snp, report.ReportedTcb.Microcode));
        Assert.True(report.PlatformInfo.SmtEnabled);
        Assert.Null(report.Processor);
        Assert.Null(report.CurrentMitigationVector);
        Assert.StartsWith("51068107cdc7ee3d", Convert.ToHexStringLower(report.Measurement.Span), StringComparison.Ordinal);
    }

    [EvidenceFact]
    public void The_THIM_document_is_for_the_reports_chip_and_firmware()
    {
        var thim = RecordedEvidence.Thim;
        using var chain = VcekChain.FromPem(thim.PemChain);

        Assert.Equal(thim.Tcb, RecordedEvidence.Report.ReportedTcb);
        Assert.Equal(thim.Tcb, chain.Tcb);
        Assert.Equal(chain.HardwareId.ToArray(), RecordedEvidence.Report.ChipId.ToArray());
        Assert.Equal(thim, ThimCertification.Parse(thim.ToJson()));
    }

    [EvidenceFact]
    public void The_policys_hash_is_the_reports_host_data()
        => Assert.Equal(SHA256.HashData(RecordedEvidence.Policy), RecordedEvidence.Report.HostData.ToArray());

    [EvidenceFact]
    public void The_endorsement_vouches_for_the_reports_measurement()
    {
        using var endorsement = UvmEndorsement.Parse(RecordedEvidence.Endorsement);

        Assert.Equal(Verdict.Accept, endorsement.Verify([UvmEndorsement.MicrosoftRoot], RecordedEvidence.Now));
        Assert.Equal(Verdict.Accept, endorsement.Covers(RecordedEvidence.Report));
        Assert.Equal("ContainerPlat-AMD-UVM", endorsement.Feed);
        Assert.Equal(-38, endorsement.Algorithm);
        Assert.Equal(22, endorsement.GuestSvn);
        Assert.StartsWith("did:x509:0:sha256:I__iuL25", endorsement.Issuer, StringComparison.Ordinal);
    }

    [EvidenceFact]
    public void Every_changed_bit_of_the_signed_part_is_refused()
    {
        var raw = RecordedEvidence.ReportBytes;
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);
        var accepted = new ConcurrentBag<int>();

        Parallel.For(0, SnpReport.SignedSize * 8, bit =>
        {
            var changed = raw.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (SnpReport.TryParse(changed, out var report, out _) && Verify(report, chain).Accepted)
            {
                accepted.Add(bit);
            }
        });

        Assert.Empty(accepted);
    }

    [EvidenceFact]
    public void A_changed_bit_in_any_byte_of_the_signature_is_refused()
    {
        var raw = RecordedEvidence.ReportBytes;
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);

        for (var offset = SnpReport.SignedSize; offset < SnpReport.Size; offset++)
        {
            var changed = raw.ToArray();
            changed[offset] ^= (byte)(1 << (offset % 8));
            Assert.Equal("ReportSignature", Verify(SnpReport.Parse(changed), chain).Code);
        }
    }

    [EvidenceFact]
    public void The_chain_is_refused_after_it_expired_and_before_it_began()
    {
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);

        Assert.Equal("CertificateExpired", SnpEvidence.Verify(RecordedEvidence.Report, chain, AmdRoot.Known, new(2029, 11, 30, 0, 0, 0, TimeSpan.Zero)).Code);
        Assert.Equal("CertificateNotYetValid", SnpEvidence.Verify(RecordedEvidence.Report, chain, AmdRoot.Known, new(2022, 11, 28, 0, 0, 0, TimeSpan.Zero)).Code);
    }

    [EvidenceFact]
    public void A_changed_byte_of_any_certificate_is_refused()
    {
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);
        byte[][] certificates = [chain.Vcek.RawData, chain.Ask.RawData, chain.Ark.RawData];
        var accepted = new ConcurrentBag<(int Certificate, int Offset)>();

        Parallel.ForEach(Enumerable.Range(0, certificates.Length), index =>
        {
            for (var offset = 0; offset < certificates[index].Length; offset += 3)
            {
                var changed = certificates.Select(certificate => certificate.ToArray()).ToArray();
                changed[index][offset] ^= (byte)(1 << (offset % 8));
                if (IsAccepted(changed))
                {
                    accepted.Add((index, offset));
                }
            }
        });

        Assert.Empty(accepted);
    }

    [EvidenceFact]
    public void Another_platforms_report_is_refused_under_the_recorded_chain()
    {
        using var chain = VcekChain.FromPem(RecordedEvidence.Thim.PemChain);

        Assert.Equal("ReportSignature", Verify(TestPlatform.Shared.Report(), chain).Code);
    }

    [EvidenceFact]
    public void A_changed_byte_of_the_endorsement_is_refused()
    {
        var cose = RecordedEvidence.Endorsement;
        for (var offset = 0; offset < cose.Length; offset += 29)
        {
            var changed = cose.ToArray();
            changed[offset] ^= 0x01;
            Assert.False(IsAccepted(changed) && !IsInUnprotectedHeader(cose, offset), $"The change at {offset} was accepted.");
        }
    }

    private static Verdict Verify(SnpReport report, VcekChain chain)
        => SnpEvidence.Verify(report, chain, AmdRoot.Known, RecordedEvidence.Now);

    private static bool IsAccepted(byte[][] certificates)
    {
        try
        {
            using var chain = VcekChain.FromPem(string.Join('\n', certificates.Select(certificate => PemEncoding.WriteString("CERTIFICATE", certificate))));
            return Verify(RecordedEvidence.Report, chain).Accepted;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsAccepted(byte[] cose)
    {
        try
        {
            using var endorsement = UvmEndorsement.Parse(cose);
            return endorsement.Verify([UvmEndorsement.MicrosoftRoot], RecordedEvidence.Now).Accepted;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // The recording's unprotected header holds a timestamp of another authority, which COSE does not sign.
    private static bool IsInUnprotectedHeader(byte[] cose, int offset)
    {
        const int protectedSize = 0x13CE;
        const int start = 2 + 3 + protectedSize;
        var payload = cose.AsSpan().IndexOf("{\n  \"x-ms-sevsnpvm"u8);
        return offset >= start && offset < payload;
    }
}
