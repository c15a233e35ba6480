using System.IO.Compression;
using System.Text;

namespace CcDemo.AppHost.Tests;

public sealed class InitDataTests
{
    private const string NoPolicy = "version = \"0.1.0\"\nalgorithm = \"sha256\"\n[data]\n\"aa.toml\" = '''\nurl = \"http://kbs\"\n'''\n";

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task The_host_data_is_the_start_of_the_digest_that_the_init_data_asks_for(string algorithm)
    {
        var toml = NoPolicy.Replace("sha256", algorithm, StringComparison.Ordinal);
        var annotation = await ShellCommand.RunAsync("gzip -c | base64 -w0", toml);
        var digest = await ShellCommand.RunAsync($"{algorithm}sum | cut -c1-64", toml);

        var policy = SampleManifest.Measure(SampleManifest.Pod(PolicyKinds.InitDataAnnotation, annotation));

        Assert.Equal((PolicyKind.InitData, digest), (policy.Kind, policy.HostData.Hex));
        Assert.Null(policy.Rego);
    }

    [Fact]
    public void The_agent_policy_among_the_files_is_read()
    {
        var toml = $"{NoPolicy}\"policy.rego\" = '''\n{new SamplePolicy().Text}'''\n";
        var policy = SampleManifest.Measure(SampleManifest.Pod(PolicyKinds.InitDataAnnotation, Convert.ToBase64String(Compress(toml))));

        Assert.Equal("app", AgentPolicySummary.Read(policy.Rego!).Value?.Containers[1].Name);
    }

    [Theory]
    [InlineData("version = \"0.1.0\"\nalgorithm = \"sha256\"\n", "no table 'data'")]
    [InlineData("version = \"0.1.0\"\nalgorithm = \"md5\"\n[data]\n", "its algorithm is none of sha256, sha384, sha512")]
    [InlineData("version = \"0.1.0\"\n[data]\n", "its algorithm is none of")]
    [InlineData("version = \"9\"\nalgorithm = \"sha256\"\n[data]\n", "its version is not \"0.1.0\"")]
    [InlineData("version = 1\nalgorithm = \"sha256\"\n[data]\n", "its version is not")]
    [InlineData("version = \"0.1.0\"\nalgorithm = \"sha256\"\n[data]\nx = 1\n", "no table 'data' of texts")]
    [InlineData("version = ", "it is not TOML")]
    [InlineData("\n", "its version is not")]
    public void Init_data_of_another_form_is_refused(string toml, string reason)
    {
        var error = InitData.Parse(Compress(toml)).Error;

        Assert.Equal(MeasurementErrorCode.InitDataInvalid, error?.Code);
        Assert.Contains(reason, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_gzip_is_refused()
    {
        Assert.Equal(MeasurementErrorCode.InitDataNotGzip, InitData.Parse([]).Error?.Code);
        Assert.Equal(MeasurementErrorCode.InitDataNotGzip, InitData.Parse([0x1f]).Error?.Code);
        Assert.Equal(MeasurementErrorCode.InitDataNotGzip, InitData.Parse(Encoding.ASCII.GetBytes(NoPolicy)).Error?.Code);
        Assert.Equal(MeasurementErrorCode.InitDataNotGzip, InitData.Parse(Compress(NoPolicy)[..40]).Error?.Code);
    }

    [Fact]
    public void A_small_file_that_decompresses_without_end_is_refused()
    {
        var bomb = Compress(new string('#', 50_000_000));

        Assert.True(bomb.Length < 100_000);
        Assert.Equal(MeasurementErrorCode.InitDataTooLarge, InitData.Parse(bomb).Error?.Code);
    }

    [Fact]
    public void What_decompresses_to_no_text_is_refused()
        => Assert.Contains("not text in UTF-8", InitData.Parse(Compress([0x61, 0xff])).Error?.Message, StringComparison.Ordinal);

    private static byte[] Compress(string text) => Compress(Encoding.UTF8.GetBytes(text));

    private static byte[] Compress(byte[] bytes)
    {
        using var result = new MemoryStream();

        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }
}
