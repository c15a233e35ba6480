using System.Text;
using System.Text.RegularExpressions;
using CcDemo.Skr.Tests.KeyProvider;
using Grpc.Core;

namespace CcDemo.Skr.Tests.Conformance;

/// <summary>Each case of gRPC that was observed with the Go sidecar, under both names of the service.</summary>
[Collection(CloudTests.Name)]
public sealed partial class GrpcConformanceTests(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Annotated = """{"op":"keyunwrap","keywrapparams":{},"keyunwrapparams":{"dc":{"Parameters":{"attestation-agent":["b64(AGENT)"]}},"annotation":"ANNOTATION"}}""";

    /// <summary>The method, its input with <c>b64(TEXT)</c> for the base64 of a text, the status, and the form of the sentence.</summary>
    public static TheoryData<string, string, StatusCode, string> Refusals => new()
    {
        { "WrapKey", "foo", StatusCode.InvalidArgument, "is not JSON" },
        { "WrapKey", "{}", StatusCode.InvalidArgument, "'attestation-agent' must be among the parameters of the encryption" },
        { "WrapKey", Wrap("b64(AGENT)"), StatusCode.InvalidArgument, "names no key" },
        { "WrapKey", Wrap("b64(OTHER:x)"), StatusCode.InvalidArgument, "agent '(skr|aasp)' is not here" },
        { "WrapKey", Wrap("b64(AGENT:/nokey)"), StatusCode.Internal, "key info file '/nokey-info.json' cannot be read" },
        { "WrapKey", """{"keywrapparams":{"ec":{"Parameters":{"attestation-agent":[5]}}}}""", StatusCode.InvalidArgument, "not standard base64" },
        { "WrapKey", """{"keywrapparams":{"ec":{"Parameters":{"attestation-agent":["b64(AGENT:x)"]}},"optsdata":"!!"}}""", StatusCode.InvalidArgument, "'optsdata' is not standard base64" },
        { "WrapKey", """{"keywrapparams":5}""", StatusCode.InvalidArgument, "no JSON object" },
        { "WrapKey", """{"keywrapparams":{"ec":{"Parameters":{"attestation-agent":["\ud800"]}}}}""", StatusCode.InvalidArgument, "not standard base64|not JSON" },
        { "WrapKey", """{"\ud800":5}""", StatusCode.InvalidArgument, "not JSON|must be among" },
        { "UnWrapKey", Unwrap("""b64({"kid":"\ud800"})"""), StatusCode.InvalidArgument, "annotation cannot be used" },
        { "UnWrapKey", "x", StatusCode.InvalidArgument, "is not JSON" },
        { "UnWrapKey", "{}", StatusCode.InvalidArgument, "'attestation-agent' must be among the parameters of the decryption" },
        { "UnWrapKey", Unwrap("b64({})").Replace("b64(AGENT)", "b64(OTHER)", StringComparison.Ordinal), StatusCode.InvalidArgument, "agent '(skr|aasp)' is not here" },
        { "UnWrapKey", Unwrap("!!"), StatusCode.InvalidArgument, "'annotation' is not standard base64" },
        { "UnWrapKey", Unwrap("aGVsbG8="), StatusCode.InvalidArgument, "annotation cannot be used: it is not JSON" },
        { "UnWrapKey", Unwrap(Release("../secrets/x", "maa.test")), StatusCode.InvalidArgument, "'kid' is not of the form" },
        { "UnWrapKey", Unwrap(Release(CloudFixture.SymmetricKeyName, "maa.test")), StatusCode.Unknown, "no RSA private key" },
        { "UnWrapKey", Unwrap(Release(CloudFixture.EcKeyName, "maa.test")), StatusCode.Unknown, "no RSA private key" },
        { "UnWrapKey", Unwrap(Release(CloudFixture.KeyName, "maa.test")), StatusCode.Unknown, "wrapped with another key, or was changed" },
        { "UnWrapKey", Unwrap(Release(CloudFixture.KeyName, "127.0.0.1:1")), StatusCode.Unknown, "provider 127.0.0.1:1 cannot be reached" },
        { "GetAttestationData", "!!", StatusCode.FailedPrecondition, "not standard base64" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_case_is_refused_as_observed(string method, string input, StatusCode status, string form)
    {
        foreach (var (dialect, other) in ((KeyProviderDialect, KeyProviderDialect)[])[(KeyProviderDialect.V27, KeyProviderDialect.V213), (KeyProviderDialect.V213, KeyProviderDialect.V27)])
        {
            using var client = new ReflectionClient(fixture.Skr.GrpcAddress);
            var text = Base64().Replace(
                fixture.Localize(input).Replace("AGENT", dialect.Agent.ToUpperInvariant(), StringComparison.Ordinal).Replace("OTHER", other.Agent, StringComparison.Ordinal),
                match => Convert.ToBase64String(Encoding.UTF8.GetBytes(match.Groups["text"].Value)));

            var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(
                dialect.Service, method, method == "GetAttestationData" ? (dialect.RuntimeData, text) : (dialect.WrapInput, (object)Encoding.UTF8.GetBytes(text))));

            Assert.Equal((dialect.Service, status), (dialect.Service, refused.StatusCode));
            Assert.Matches(form, refused.Status.Detail);
        }
    }

    [Theory]
    [MemberData(nameof(KeyProviderDialect.Names), MemberType = typeof(KeyProviderDialect))]
    public async Task Who_says_hello_is_greeted(string name)
    {
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        Assert.Equal("Hello world", (await client.CallAsync(KeyProviderDialect.Of(name).Service, "SayHello", ("name", "world")))["message"]);
    }

    [Theory]
    [InlineData("keyprovider.KeyProviderService/NoSuchMethod")]
    [InlineData("no.such.Service/SayHello")]
    public async Task What_there_is_not_is_unimplemented(string path)
    {
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(path, []))).StatusCode);
    }

    private static string Wrap(string agent) => $$$"""{"op":"keywrap","keywrapparams":{"ec":{"Parameters":{"attestation-agent":["{{{agent}}}"]}},"optsdata":"aGVsbG8="}}""";

    private static string Unwrap(string annotation) => Annotated.Replace("ANNOTATION", annotation, StringComparison.Ordinal);

    private static string Release(string kid, string provider)
        => $$"""b64({"kid":"{{kid}}","wrapped_data":"AAAA","kms_endpoint":"akv.test","attester_endpoint":"{{provider}}"})""";

    [GeneratedRegex(@"b64\((?<text>[^)]*)\)")]
    private static partial Regex Base64();
}
