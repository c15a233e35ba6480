using System.Security.Cryptography;

namespace CcDemo.Attestation.Tests;

public sealed class UvmEndorsementTests
{
    private static readonly string _measurement = new('a', 96);
    private readonly TestEndorser _endorser = TestEndorser.Shared;

    [Fact]
    public void A_genuine_endorsement_is_accepted_though_its_signing_certificate_has_expired_since()
    {
        using var endorsement = _endorser.Endorse(_measurement);

        Assert.Equal(Verdict.Accept, endorsement.Verify([_endorser.RootHash], TestEndorser.Now));
        Assert.Equal(("Test-UVM", 7), (endorsement.Feed, endorsement.GuestSvn));
    }

    [Fact]
    public void A_root_that_nobody_trusts_is_refused()
    {
        using var endorsement = _endorser.Endorse(_measurement);

        Assert.Equal("EndorsementRoot", endorsement.Verify([UvmEndorsement.MicrosoftRoot], TestEndorser.Now).Code);
    }

    [Fact]
    public void An_issuer_that_names_another_authority_is_refused()
    {
        var other = $"did:x509:0:sha256:{Base64UrlText.Encode(UvmEndorsement.MicrosoftRoot.Span)}::eku:{TestEndorser.Usage}";
        using var endorsement = _endorser.Endorse(_measurement, issuer: other);

        Assert.Equal("EndorsementIssuer", endorsement.Verify([_endorser.RootHash], TestEndorser.Now).Code);
    }

    [Fact]
    public void An_issuer_that_names_another_usage_is_refused()
    {
        using var endorsement = _endorser.Endorse(_measurement, issuer: _endorser.Issuer + ".9");

        Assert.Equal("EndorsementIssuer", endorsement.Verify([_endorser.RootHash], TestEndorser.Now).Code);
    }

    [Fact]
    public void A_signature_by_another_key_is_refused()
    {
        using var forger = RSA.Create(2048);
        using var endorsement = _endorser.Endorse(_measurement, key: forger);

        Assert.Equal("EndorsementSignature", endorsement.Verify([_endorser.RootHash], TestEndorser.Now).Code);
    }

    [Fact]
    public void A_signing_time_outside_of_the_certificate_or_in_the_future_is_refused()
    {
        using var late = _endorser.Endorse(_measurement, signed: TestEndorser.Now.AddMonths(-1));
        using var future = _endorser.Endorse(_measurement, signed: TestEndorser.Now.AddDays(1));

        Assert.Equal("CertificateExpired", late.Verify([_endorser.RootHash], TestEndorser.Now).Code);
        Assert.Equal("EndorsementTime", future.Verify([_endorser.RootHash], TestEndorser.Now).Code);
    }

    [Fact]
    public void A_report_with_another_measurement_is_not_covered()
    {
        var platform = TestPlatform.Shared;
        using var endorsement = _endorser.Endorse(_measurement);

        Assert.Equal("LaunchMeasurement", endorsement.Covers(platform.Report()).Code);
        Assert.Equal(Verdict.Accept, endorsement.Covers(platform.Report(change: raw => raw.AsSpan(0x090, 48).Fill(0xAA))));
    }

    [Theory]
    [InlineData("did:web:example")]
    [InlineData("did:x509:0:sha256:AAAA")]
    [InlineData("did:x509:0:md5:AAAA::eku:1.2.3")]
    [InlineData("did:x509:0:sha256:AAAA::subject:CN:x")]
    public void An_issuer_of_another_kind_is_a_format_error(string issuer)
        => Assert.Throws<FormatException>(() => _endorser.Endorse(_measurement, issuer));

    [Fact]
    public void What_is_no_endorsement_is_a_format_error()
    {
        Assert.Throws<FormatException>(() => UvmEndorsement.Parse([]));
        Assert.Throws<FormatException>(() => UvmEndorsement.Parse("not COSE"u8));
        Assert.Throws<FormatException>(() => _endorser.Endorse("aa"));
    }
}
