using System.Security.Cryptography;
using System.Text;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.KeyProvider;
using CcDemo.Skr.Tests.KeyProvider;

namespace CcDemo.Skr.Tests.Configuration;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-port 9000", "--Port=9000")]
    [InlineData("--port 9000", "--Port=9000")]
    [InlineData("-port=9000", "--Port=9000")]
    [InlineData("-base64=abc=", "--SkrSideCarArgs=abc=")]
    [InlineData("-loglevel debug -logfile -", "--LogLevel=debug --LogFile=-")]
    [InlineData("-keyprovider_sock 127.0.0.1:50001", "--KeyProviderSock=127.0.0.1:50001")]
    [InlineData("-server_type grpc", "--ServerType=grpc")]
    [InlineData("-allowTestingMismatchedTCB -port 1", "--AllowTestingMismatchedTCB=true --Port=1")]
    [InlineData("-allowTestingMismatchedTCB=false", "--AllowTestingMismatchedTCB=false")]
    [InlineData("--Snp:Device=http://localhost:1/g", "--Snp:Device=http://localhost:1/g")]
    [InlineData("--Snp:Device http://localhost:1/g", "--Snp:Device=http://localhost:1/g")]
    [InlineData("--Port=1", "--Port=1")]
    [InlineData("--uvm_reference_info=abc", "--uvm_reference_info=abc")]
    public void The_originals_flags_are_settings(string arguments, string settings)
        => Assert.Equal(settings.Split(' '), CommandLine.Translate(arguments.Split(' ')));

    [Theory]
    [InlineData("-prot 1", "-prot")]
    [InlineData("--prot=1", "--prot")]
    [InlineData("-Port 1", "-Port")]
    [InlineData("serve", "serve")]
    [InlineData("-port", "-port")]
    [InlineData("-keypath k", "-infile")]
    public async Task A_wrong_command_line_is_a_sentence_and_exit_code_2(string arguments, string named)
    {
        var args = arguments.Split(' ');

        Assert.Contains(named, CommandLine.Parse(args).Mistake, StringComparison.Ordinal);
        Assert.Equal(2, await CommandLine.AnswerAsync(args));
    }

    [Fact]
    public async Task A_command_line_of_a_service_is_not_answered()
        => Assert.Null(await CommandLine.AnswerAsync(["-port", "1", "--Snp:Device=x"]));

    [Fact]
    public async Task Help_names_every_flag_and_ends_the_process_with_code_0()
    {
        using var process = SkrProcess.Start([], "--help");

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.All(Flag.All, flag => Assert.Contains($"-{flag.Name}", process.Output, StringComparison.Ordinal));
        string[] variables = ["SkrSideCarArgs", "Port", "LogFile", "LogLevel", "ServerType", "UVM_SECURITY_CONTEXT_DIR", "UVM_HOST_AMD_CERTIFICATE", "UVM_SECURITY_POLICY", "UVM_REFERENCE_INFO", "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"];
        Assert.All(variables, variable => Assert.Contains(variable, process.Output, StringComparison.Ordinal));
        Assert.Equal(Usage.Text.ReplaceLineEndings("\n").Trim(), process.Output.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task The_wrap_tool_writes_an_annotation_and_tells_nothing_of_the_data()
    {
        using var key = RSA.Create(3072);
        using var folder = WrappingFolder.Create("kid-1", key.ExportSubjectPublicKeyInfoPem(), "vault.example", "maa.example");
        var (data, output) = (folder.Write("data", "a secret layer key"), Path.Combine(Path.GetDirectoryName(folder.KeyPath)!, "wrapped"));
        using var process = SkrProcess.Start([], "-infile", data, "-keypath", folder.KeyPath, "-outfile", output, "-loglevel", "trace");

        Assert.Equal(0, await process.ExitCodeAsync());
        var annotation = Annotation.Parse(Convert.FromBase64String(await File.ReadAllTextAsync(output)));
        Assert.Equal(("kid-1", "vault.example", "maa.example"), (annotation.Kid, annotation.VaultEndpoint, annotation.ProviderEndpoint));
        Assert.Equal("a secret layer key", Encoding.UTF8.GetString(key.Decrypt(annotation.WrappedData, RSAEncryptionPadding.OaepSHA256)));
        Assert.Contains(output, process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(annotation.WrappedData), process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent/data", "KEY", "OUT", "/nonexistent/data")]
    [InlineData("DATA", "/nokey", "OUT", "/nokey-info.json")]
    [InlineData("DATA", "KEY", "/nonexistent/folder/out", "/nonexistent/folder/out")]
    [InlineData("DATA", "", "OUT", "-keypath")]
    [InlineData("DATA", "KEY", "", "-outfile")]
    [InlineData("LONG", "KEY", "OUT", "more than the 2048-bit key")]
    public async Task What_cannot_be_wrapped_is_a_sentence_and_exit_code_1(string data, string key, string output, string named)
    {
        using var rsa = RSA.Create(2048);
        using var folder = WrappingFolder.Create("kid-1", rsa.ExportSubjectPublicKeyInfoPem(), "vault.example", "maa.example");
        var paths = new Dictionary<string, string>
        {
            ["DATA"] = folder.Write("data", "x"),
            ["LONG"] = folder.Write("long", new string('x', 191)),
            ["KEY"] = folder.KeyPath,
            ["OUT"] = folder.KeyPath + "-out",
        };
        var arguments = new WrapArguments(paths.GetValueOrDefault(data, data), paths.GetValueOrDefault(key, key), paths.GetValueOrDefault(output, output));

        var refused = await Assert.ThrowsAsync<WrapFailedException>(() => WrapTool.WrapAsync(arguments, CancellationToken.None));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await WrapTool.RunAsync(arguments, CancellationToken.None));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("EC")]
    [InlineData("SMALL")]
    [InlineData("PRIVATE")]
    public async Task What_is_no_public_RSA_key_of_a_fair_size_wraps_nothing(string pem)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(1024);
        using var folder = WrappingFolder.Create(
            "kid-1",
            pem switch { "EC" => ec.ExportSubjectPublicKeyInfoPem(), "SMALL" => small.ExportSubjectPublicKeyInfoPem(), "PRIVATE" => small.ExportPkcs8PrivateKeyPem(), _ => pem },
            "vault.example",
            "maa.example");

        await Assert.ThrowsAsync<WrapFailedException>(() => KeyWrapping.WrapAsync([1], folder.KeyPath, CancellationToken.None));
    }
}
