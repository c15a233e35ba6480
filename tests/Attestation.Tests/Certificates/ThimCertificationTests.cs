namespace CcDemo.Attestation.Tests;

public sealed class ThimCertificationTests
{
    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "vcekCert")]
    [InlineData("""{"vcekCert":"a","tcbm":"00"}""", "certificateChain")]
    [InlineData("""{"vcekCert":"a","certificateChain":"b","tcbm":7}""", "tcbm")]
    public void What_lacks_a_part_is_a_format_error(string json, string cause)
        => Assert.Contains(cause, Assert.Throws<FormatException>(() => ThimCertification.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_document_survives_writing()
    {
        var document = new ThimCertification("vcek\n", "ask\nark\n", "7308000000000003", "86400");

        Assert.Equal(document, ThimCertification.Parse(document.ToJson()));
        Assert.Equal("vcek\nask\nark\n", document.PemChain);
    }
}
